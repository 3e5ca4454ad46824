using Tandem.Routing;
using Tandem.Routing.Prices;

namespace Tandem.Pipeline.Ledger;

/// <summary>A decision of which something became: what routing learns from and is judged by.</summary>
public sealed record JudgedDecision
{
    public required DecisionEntry Decision { get; init; }

    public required DataClass DataClass { get; init; }

    /// <summary>In order of time; at least one.</summary>
    public required IReadOnlyList<OutcomeEntry> Outcomes { get; init; }

    /// <summary>The model whose whole answer the user got: not the choice where that failed. Null = there was no whole answer.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>Over all attempts.</summary>
    public NanoUsd Cost { get; init; }

    /// <summary>As its door kept it; null = deleted, or never kept.</summary>
    public string? Prompt { get; init; }

    /// <summary>The one score in [0, 1] that the outcomes amount to: the best evidence counts, of equal evidence the latest.</summary>
    public double Score => Outcomes.OrderByDescending(outcome => Weight(outcome.Kind)).ThenByDescending(outcome => outcome.Time).First().Value;

    /// <summary>What the user says outweighs what a check found, and that what can be read from the fate of the answer.</summary>
    private static int Weight(OutcomeKind kind) => kind switch
    {
        OutcomeKind.Rated => 4,
        OutcomeKind.VerifiedPass or OutcomeKind.VerifiedFail => 3,
        OutcomeKind.Committed or OutcomeKind.Reverted => 2,
        OutcomeKind.Accepted or OutcomeKind.Undone => 1,
        _ => 0,
    };
}
