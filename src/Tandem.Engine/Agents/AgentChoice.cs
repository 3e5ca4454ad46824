using Tandem.Agent.Permissions;
using Tandem.Agent.Tools;
using Tandem.Agent.Turns;
using Tandem.Pipeline.Ids;
using Tandem.Routing;

namespace Tandem.Engine.Agents;

/// <summary>What a host asks of a session.</summary>
public sealed record AgentChoice
{
    /// <summary><c>run</c> or <c>chat</c>.</summary>
    public required string Door { get; init; }

    public required PermissionMode Mode { get; init; }

    /// <summary>The person who is asked; null = nobody is there, so that what would ask is refused.</summary>
    public IApprover? Approver { get; init; }

    /// <summary>Who answers the model's questions; null = nobody.</summary>
    public IQuestions? Questions { get; init; }

    /// <summary>Commands may run without a sandbox: only the user may say so, never a repository.</summary>
    public bool AllowsNoSandbox { get; init; }

    /// <summary>The model may read the web.</summary>
    public bool AllowsWeb { get; init; }

    public AgentLimits Limits { get; init; } = new();

    /// <summary>A model named for this task; null = routed.</summary>
    public string? Model { get; init; }

    public string? Policy { get; init; }

    public DataClass? AskedClass { get; init; }

    /// <summary>An assistant's name; null = none.</summary>
    public string? Assistant { get; init; }

    /// <summary>Goes on with this session; null = a new one.</summary>
    public SessionId? Resume { get; init; }
}
