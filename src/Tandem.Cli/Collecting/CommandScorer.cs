using System.Diagnostics;
using Tandem.Pipeline.Errors;
using Tandem.Routing.Outcomes;

namespace Tandem.Cli.Collecting;

/// <summary>A command of the user's that reads the answer on stdin: exit code 0 scores 1, any other 0. It may run for <paramref name="limit"/>, then it scores 0.</summary>
/// <remarks>The variables <c>TANDEM_ID</c>, <c>TANDEM_MODEL</c> and <c>TANDEM_PROMPT_FILE</c> say what is judged. Its output is not shown.</remarks>
internal sealed class CommandScorer(string command, string folder, TimeSpan limit, TimeProvider time) : IAnswerScorer
{
    private const int NotExecutable = 126; // POSIX shells: found, but cannot be run.
    private const int NotFound = 127;

    public async Task<double?> ScoreAsync(OutcomeRow prompt, CollectedAnswer answer, CancellationToken cancellationToken)
    {
        var promptFile = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(promptFile, prompt.Prompt, cancellationToken);
            using var process = Start(prompt.Id, answer.Model, promptFile);
            using var deadline = new CancellationTokenSource(limit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
            try
            {
                var (output, errors) = (process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, either.Token), process.StandardError.BaseStream.CopyToAsync(Stream.Null, either.Token));
                await WriteAsync(process, answer.Text, either.Token);
                await process.WaitForExitAsync(either.Token);
                await Task.WhenAll(output, errors);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                cancellationToken.ThrowIfCancellationRequested();
                return 0;
            }

            return process.ExitCode is NotExecutable or NotFound
                ? throw new RequestException(ErrorKind.Invalid, $"The verifier cannot be run (exit code {process.ExitCode}): {command}")
                : process.ExitCode == 0 ? 1 : 0;
        }
        finally
        {
            File.Delete(promptFile);
        }
    }

    private static async Task WriteAsync(Process process, string text, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(text.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // A verifier may end without reading to the end; its exit code counts.
        }
    }

    private Process Start(string id, string model, string promptFile)
    {
        var start = new ProcessStartInfo
        {
            FileName = OperatingSystem.IsWindows() ? "cmd.exe" : "/bin/sh",
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(OperatingSystem.IsWindows() ? "/c" : "-c");
        start.ArgumentList.Add(command);
        start.Environment["TANDEM_ID"] = id;
        start.Environment["TANDEM_MODEL"] = model;
        start.Environment["TANDEM_PROMPT_FILE"] = promptFile;
        return Process.Start(start)!;
    }
}
