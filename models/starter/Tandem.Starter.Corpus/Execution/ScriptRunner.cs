using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tandem.Starter.Corpus.Execution;

/// <summary>Sends jobs to an interpreter that runs beside us and returns one verdict per job: empty for a pass, else the reason.</summary>
internal static class ScriptRunner
{
    public static Task<string[]> PythonAsync(IReadOnlyList<JsonObject> jobs) => RunAsync("python3", [Script("runner.py")], jobs);

    public static Task<string[]> NodeAsync(IReadOnlyList<JsonObject> jobs, string typeScriptPath) =>
        RunAsync("node", [Script("runner.cjs"), Path.GetFullPath(typeScriptPath)], jobs);

    /// <summary>Runs shell commands in a folder of their own; returns what they print.</summary>
    public static async Task<string> ShellAsync(string commands)
    {
        var folder = Directory.CreateTempSubdirectory("starter-shell-").FullName;
        try
        {
            var start = new ProcessStartInfo("bash", ["-c", commands]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var who in (string[])["AUTHOR", "COMMITTER"])
            {
                start.Environment[$"GIT_{who}_NAME"] = "A";
                start.Environment[$"GIT_{who}_EMAIL"] = "a@example.org";
            }

            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await errors;
            await process.WaitForExitAsync();
            return output.TrimEnd();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "Execution", name);

    private static async Task<string[]> RunAsync(string program, string[] arguments, IReadOnlyList<JsonObject> jobs)
    {
        if (jobs.Count == 0) return [];
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await process.StandardInput.WriteAsync(new JsonArray([.. jobs]).ToJsonString());
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return JsonSerializer.Deserialize<string[]>(output) ?? throw new InvalidOperationException($"{program} returned no verdicts.");
    }
}
