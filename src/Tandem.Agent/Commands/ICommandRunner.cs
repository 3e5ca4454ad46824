namespace Tandem.Agent.Commands;

/// <summary>Runs shell commands of the model, of verification and of hooks: all through the same sandbox.</summary>
public interface ICommandRunner
{
    /// <summary>Null = commands run in a sandbox; else why there is none, as the person is told.</summary>
    string? UnsandboxedBecause { get; }

    /// <summary>Runs to the end, the deadline or the cancellation; the whole process tree has ended when it returns.</summary>
    Task<CommandResult> RunAsync(CommandRequest request, CancellationToken cancellationToken);
}
