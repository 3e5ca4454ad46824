namespace Tandem.Agent.Permissions;

/// <summary>What decides beside the mode.</summary>
public sealed record PermissionGateOptions
{
    public required PermissionMode Mode { get; init; }

    public PermissionRules Rules { get; init; } = PermissionRules.None;

    /// <summary>Null = nobody is there to be asked.</summary>
    public IApprover? Approver { get; init; }

    /// <summary>Why commands have no sandbox (<see cref="Commands.ICommandRunner.UnsandboxedBecause"/>); asked at each command.</summary>
    public required Func<string?> UnsandboxedBecause { get; init; }

    /// <summary>Instruction files in the conversation that the user has not trusted: a refusal for their sake names them and the cure.</summary>
    public Func<IReadOnlyList<string>> UntrustedInstructions { get; init; } = static () => [];

    /// <summary>The person said <c>--no-sandbox</c>: commands without one follow the mode. Otherwise each asks.</summary>
    public bool IsSandboxOff { get; init; }
}
