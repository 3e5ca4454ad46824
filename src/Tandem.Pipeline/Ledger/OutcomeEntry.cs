using Tandem.Pipeline.Ids;

namespace Tandem.Pipeline.Ledger;

/// <summary>What became of a decision.</summary>
public sealed record OutcomeEntry
{
    public required DecisionId DecisionId { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required OutcomeKind Kind { get; init; }

    /// <summary>0 = useless, 1 = right.</summary>
    public required double Value { get; init; }

    /// <summary>What shows it: a command and its exit code, a rating, a model's name.</summary>
    public string? Evidence { get; init; }
}
