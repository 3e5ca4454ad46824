using System.Diagnostics;
using Tandem.ScriptedUpstream;

namespace Tandem.Cli.Tests;

/// <summary>The real program, run as a process with a home of its own: nothing of the machine's user is read or written.</summary>
internal sealed class TandemProgram : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "tandem.exe" : "tandem");

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("tandem-cli-");

    public Dictionary<string, string?> Environment { get; } = [];

    public string Home => _home.FullName;

    public string Folder => _home.CreateSubdirectory("work").FullName;

    public void Configure(string yaml) =>
        File.WriteAllText(Path.Combine(_home.CreateSubdirectory(".config/tandem").FullName, "config.yaml"), yaml);

    /// <summary>A Llama in the house at one upstream, a GPT-4 outside at another.</summary>
    public void Configure(FakeUpstream llama, FakeUpstream gpt4, string more = "privacy: { default: shareable }") => Configure($$"""
        version: 1
        models:
          llama: { provider: openai-compatible, model: "llama3.1:8b", base_url: "{{llama.Address.GetLeftPart(UriPartial.Authority)}}/v1", zone: local }
          gpt-4: { provider: openai, model: gpt-4.1, base_url: "{{gpt4.Address.GetLeftPart(UriPartial.Authority)}}/v1", api_key: "${TEST_KEY}", zone: external }
        {{(more.Contains("routing:", StringComparison.Ordinal) ? "" : "routing: { policies: { balanced: { exploration: 0 } } } # One decision in a hundred would try the other model.")}}
        {{more}}
        """);

    public async Task<ProgramResult> RunAsync(string input, params string[] arguments)
    {
        using var process = Start(arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var notes = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new ProgramResult(process.ExitCode, await output, await notes);
    }

    public Process Start(params string[] arguments) => Start(Program, arguments);

    /// <summary>Starts it on a pseudo-terminal of 80 by 24; afterwards <c>stty -a</c> says how the terminal was left.</summary>
    public Process StartOnTerminal(string arguments = "") => Start("/usr/bin/script", ["-qec", $"stty cols 80 rows 24; '{Program}' {arguments}; code=$?; stty -a; exit $code", "/dev/null"]);

    private Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.EndsWith("_API_KEY", StringComparison.Ordinal) || name.StartsWith("TANDEM_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["HOME"] = Home;
        start.Environment["TANDEM_HOME"] = Path.Combine(Home, "data");
        start.Environment["TEST_KEY"] = "test-key";
        foreach (var (name, value) in Environment)
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public void Dispose() => _home.Delete(recursive: true);
}

/// <summary>What a run of the program came to.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Notes);
