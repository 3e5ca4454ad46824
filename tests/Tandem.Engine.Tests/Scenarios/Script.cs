using Tandem.Agent.Permissions;
using Tandem.Agent.Turns;
using Tandem.Providers;
using Tandem.ScriptedUpstream;

namespace Tandem.Engine.Tests.Scenarios;

/// <summary>A scenario: a workspace, a task, and what two models answer. The weak one is in the house and free, the strong one outside.</summary>
internal sealed record Script
{
    public required string Task { get; init; }

    /// <summary>The workspace at the beginning, by path.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>What is more in the workspace than plain files: links, modes.</summary>
    public Action<ScenarioFolder> Prepare { get; init; } = _ => { };

    /// <summary>In order; the last one is repeated.</summary>
    public IReadOnlyList<Reply> Weak { get; init; } = [];

    public IReadOnlyList<Reply> Strong { get; init; } = [];

    /// <summary>Answers that depend on what was asked; called with the request and its number from 0, in place of <see cref="Strong"/>.</summary>
    public Func<UpstreamCall, int, Reply>? StrongAnswers { get; init; }

    public ProviderKind WeakSpeaks { get; init; } = ProviderKind.OpenAICompatible;

    public ProviderKind StrongSpeaks { get; init; } = ProviderKind.OpenAI;

    /// <summary>Tokens that the weak model takes.</summary>
    public int WeakContext { get; init; } = 131_072;

    /// <summary>The weak model can call tools; else it does so in text.</summary>
    public bool WeakCallsTools { get; init; } = true;

    /// <summary>Model that the person names; null = routed, the cheapest first.</summary>
    public string? Model { get; init; }

    public PermissionMode Mode { get; init; } = PermissionMode.Edit;

    public AgentLimits Limits { get; init; } = new();

    public IReadOnlyList<string> Verify { get; init; } = [];

    /// <summary>Real commands are run, so that a machine without a sandbox skips.</summary>
    public bool RunsCommands { get; init; }

    public string Privacy { get; init; } = "{ default: shareable }";

    /// <summary>What makes the user interrupt, as with Ctrl+C.</summary>
    public Func<AgentEvent, bool> Interrupts { get; init; } = _ => false;

    /// <summary>The user writes files meanwhile, which an undo leaves alone.</summary>
    public bool UserWrites { get; init; }

    /// <summary>What happens beside the agent, told by what it does.</summary>
    public Func<AgentEvent, ScenarioFolder, ValueTask> OnEvent { get; init; } = (_, _) => ValueTask.CompletedTask;
}
