using Tandem.Agent.Cascade;
using Tandem.Agent.Edits;
using Tandem.Agent.Tools;

namespace Tandem.Agent.Turns;

/// <summary>Adds up a turn: who did how much, and why.</summary>
internal sealed class TurnTally
{
    private readonly ShareTally _shares = new();
    private readonly List<AttemptStep> _steps = [];
    private readonly List<string> _refusals = [];
    private bool _ranCommands;

    public decimal CostUsd { get; private set; }

    /// <summary>The model of the last step.</summary>
    public string? Model { get; private set; }

    public void Add(StepResult step)
    {
        var cost = step.Receipt?.Cost.Usd ?? 0;
        CostUsd += cost;
        if (step.Decision is not { } decision || (step.Model ?? decision.Choice) is not { } model)
            return;
        Model = model;
        var chosen = decision.Candidates.FirstOrDefault(candidate => candidate.Model == model)?.PSuccess ?? 0;
        _steps.Add(new AttemptStep(decision.DecisionId, model, decision.Reason, cost)
        {
            Weaker = [.. decision.Candidates.Where(candidate => candidate.Eligible && candidate.PSuccess < chosen).Select(candidate => candidate.Model)],
        });
        _shares.Add(model, cost, decision.Reason);
    }

    public void Add(IReadOnlyList<CallOutcome> outcomes)
    {
        _ranCommands |= outcomes.Any(outcome => outcome.Action?.Access is ToolAccess.Command or ToolAccess.Outside);
        _refusals.AddRange(outcomes.Where(outcome => outcome.LacksPerson).Select(outcome => outcome.Result.Text));
    }

    public TurnResult Result(TurnStatus status, string text, IReadOnlyList<EditedFile> files) => new()
    {
        Status = status,
        Text = text,
        Files = files,
        RanCommands = _ranCommands,
        Shares = _shares.Shares,
        Steps = [.. _steps],
        Refusals = [.. _refusals],
        CostUsd = CostUsd,
    };
}
