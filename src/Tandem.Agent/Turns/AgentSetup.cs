using Tandem.Agent.Permissions;
using Tandem.Agent.Sessions;
using Tandem.Agent.Tools;
using Tandem.Egress.Secrets;
using Tandem.Pipeline;
using Tandem.Pipeline.Ledger;
using Tandem.Pipeline.Privacy;
using Tandem.Providers;
using Tandem.Routing;

namespace Tandem.Agent.Turns;

/// <summary>What a session is made of.</summary>
public sealed record AgentSetup
{
    public required RequestPipeline Pipeline { get; init; }

    /// <summary>The models that can be called.</summary>
    public required IReadOnlyList<ModelOptions> Models { get; init; }

    public required PrivacyOptions Privacy { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Who pays.</summary>
    public required string Owner { get; init; }

    public IReadOnlyList<BudgetLimit> Budgets { get; init; } = [];

    /// <summary>The workspace: full real path.</summary>
    public required string Root { get; init; }

    /// <summary>The workspace's consent; null = nobody gave one.</summary>
    public DataClass? ConsentedClass { get; init; }

    /// <summary><c>run</c> or <c>chat</c>.</summary>
    public required string Door { get; init; }

    public required IReadOnlyList<ITool> Tools { get; init; }

    public required IPermissionGate Gate { get; init; }

    /// <summary>Null = the session is not kept.</summary>
    public ISessionStore? Store { get; init; }

    /// <summary>In this order before a call, in the opposite one after it.</summary>
    public IReadOnlyList<ICallFilter> Filters { get; init; } = [];

    public IChangeRecorder? Recorder { get; init; }

    public IReadOnlyList<IRulesSource> Rules { get; init; } = [];

    /// <summary>The same one that the edit tools put secrets back from.</summary>
    public SecretPlaceholders Placeholders { get; init; } = new();

    /// <summary>How commands are boxed in, as the person is told; null = not at all.</summary>
    public string? Sandbox { get; init; }

    public AgentLimits Limits { get; init; } = new();

    /// <summary>An assistant's name, or null.</summary>
    public string? Assistant { get; init; }
}
