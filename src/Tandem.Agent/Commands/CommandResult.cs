namespace Tandem.Agent.Commands;

/// <summary>How a command ended.</summary>
public sealed record CommandResult
{
    /// <summary>Null where it was ended by the deadline, or never started.</summary>
    public required int? ExitCode { get; init; }

    /// <summary>Stdout and stderr in the order they came; long output keeps head and tail.</summary>
    public required string Output { get; init; }

    public required TimeSpan Duration { get; init; }

    public bool TimedOut { get; init; }

    /// <summary>It could not be started, or the sandbox failed: says nothing about the command. The message tells the cure.</summary>
    public string? Fault { get; init; }

    public bool IsSandboxed { get; init; }
}
