using Tandem.Agent.Commands;

namespace Tandem.Engine.Agents;

/// <summary>Where there is no way to run commands safely: each says so, and none runs.</summary>
internal sealed class NoCommands : ICommandRunner
{
    private const string Because = "this program has no sandbox for commands";

    public string? UnsandboxedBecause => Because;

    public Task<CommandResult> RunAsync(CommandRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new CommandResult { ExitCode = null, Output = "", Duration = TimeSpan.Zero, Fault = Because });
}
