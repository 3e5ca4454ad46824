namespace Tandem.Pipeline.Ledger;

/// <summary>Which decisions to read; null = any.</summary>
public sealed record DecisionFilter
{
    public DateTimeOffset? Since { get; init; }

    public string? Owner { get; init; }

    public string? Model { get; init; }

    public string? DecisionId { get; init; }

    public int Limit { get; init; } = 20;
}
