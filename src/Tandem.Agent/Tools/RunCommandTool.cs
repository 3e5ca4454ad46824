using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Tandem.Agent.Commands;
using Tandem.Agent.Turns;

namespace Tandem.Agent.Tools;

/// <summary>Runs a shell command in the sandbox.</summary>
internal sealed class RunCommandTool(WorkspaceFiles files, ICommandRunner runner) : Tool<RunCommandArguments>("run_command", ToolAccess.Command, ToolJson.Default.RunCommandArguments)
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(30);

    protected override PreparedCall Prepare(RunCommandArguments arguments, JsonElement raw)
    {
        if (string.IsNullOrWhiteSpace(arguments.Command) || arguments.Command.Contains('\0', StringComparison.Ordinal))
            throw new ToolArgumentsException("'command' is empty or holds a NUL character.");
        var folder = files.ResolveFolder(arguments.Folder);
        var timeout = arguments.TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, 1, LongestTimeout.TotalSeconds)) : DefaultTimeout;
        var action = Act($"run {arguments.Command}") with { Command = arguments.Command, Detail = arguments.Command, NeedsNetwork = arguments.NeedsNetwork == true };
        return new PreparedCall(action, (scope, token) => RunAsync(arguments, folder, timeout, scope, token));
    }

    private async Task<ToolResult> RunAsync(RunCommandArguments arguments, string folder, TimeSpan timeout, ToolScope scope, CancellationToken cancellationToken)
    {
        // The command must not wait for the screen, nor the screen hold what it cannot show: the newest output counts.
        var output = Channel.CreateBounded<string>(new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        var telling = TellAsync(output.Reader, scope, cancellationToken);
        CommandResult result;
        try
        {
            result = await runner.RunAsync(
                new CommandRequest
                {
                    Command = arguments.Command,
                    WorkingFolder = Path.Combine(files.Root, folder),
                    Timeout = timeout,
                    MayUseNetwork = arguments.NeedsNetwork == true,
                    OnOutput = text => output.Writer.TryWrite(text),
                },
                cancellationToken);
        }
        finally
        {
            output.Writer.TryComplete();
            await telling;
        }

        return Say(result, timeout);
    }

    private static async Task TellAsync(ChannelReader<string> output, ToolScope scope, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var text in output.ReadAllAsync(cancellationToken))
                await scope.Listener.OnAsync(new ToolOutput(scope.CallId, text), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The call itself tells of the interruption.
        }
    }

    private static ToolResult Say(CommandResult result, TimeSpan timeout)
    {
        var head = result.Fault is { } fault ? $"It could not be run: {fault}"
            : result.TimedOut ? string.Create(CultureInfo.InvariantCulture, $"Ended after {timeout.TotalSeconds:0} s: the time limit. Its processes are gone.")
            : string.Create(CultureInfo.InvariantCulture, $"Exit code {result.ExitCode} after {result.Duration.TotalSeconds:0.0} s.");
        var text = result.Output.Length == 0 ? head : $"{head}\n{result.Output.TrimEnd()}";
        return new ToolResult { Text = text, IsError = result.ExitCode != 0, IsUntrusted = true };
    }
}

/// <summary>Arguments of <see cref="RunCommandTool"/>.</summary>
internal sealed record RunCommandArguments(
    string Command,
    [property: Description("Where to run it; without it the repository's root.")] string? Folder = null,
    [property: Description("Default 120.")] int? TimeoutSeconds = null,
    [property: Description("Only to restore packages; it is asked for.")] bool? NeedsNetwork = null);
