using Tandem.Agent.Permissions;
using Tandem.Agent.Turns;
using Tandem.Pipeline.Ledger;

namespace Tandem.Cli.Interactive;

/// <summary>What the session's commands work on.</summary>
internal sealed class SessionState(ISessionAgents agents, ISessionAgent agent, TimeProvider time)
{
    private volatile bool _hasQuit;

    public ISessionAgents Agents => agents;

    /// <summary>The conversation that goes on; commands put another in its place.</summary>
    public ISessionAgent Agent { get; private set; } = agent;

    public TimeProvider Time => time;

    public SessionCosts Costs { get; } = new();

    public bool HasQuit => _hasQuit;

    /// <summary>The newest decision; null before the first.</summary>
    public DecisionEntry? LastDecision { get; private set; }

    /// <summary>Remembers what commands ask for.</summary>
    public void Note(AgentEvent agentEvent)
    {
        if (agentEvent is StepDecided decided)
            LastDecision = decided.Decision;
        else if (agentEvent is StepCosted costed)
            Costs.Add(costed);
    }

    /// <param name="keepsChoice">Model and policy are those of the conversation before; false = the new one brings its own.</param>
    public async Task ReplaceAsync(ISessionAgent next, bool keepsChoice = true)
    {
        var before = Agent;
        if (keepsChoice)
            (next.Model, next.Policy) = (before.Model, before.Policy);
        Agent = next;
        LastDecision = null;
        Costs.Clear();
        await before.DisposeAsync();
    }

    /// <summary>ask → edit → auto → plan → ask.</summary>
    public void NextMode() => Agent.Mode = Agent.Mode switch
    {
        PermissionMode.Ask => PermissionMode.Edit,
        PermissionMode.Edit => PermissionMode.Auto,
        PermissionMode.Auto => PermissionMode.Plan,
        _ => PermissionMode.Ask,
    };

    public void Quit() => _hasQuit = true;
}
