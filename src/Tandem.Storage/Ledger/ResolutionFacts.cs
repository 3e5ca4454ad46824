namespace Tandem.Storage.Ledger;

/// <summary>What a <c>commit</c>, <c>release</c>, <c>expire</c> or <c>adjust</c> entry keeps.</summary>
internal sealed record ResolutionFacts
{
    public required string State { get; init; }

    public required long CostNanoUsd { get; init; }

    public required IReadOnlyList<AttemptFacts> Attempts { get; init; }

    public string? AnswerHash { get; init; }

    public string? Error { get; init; }
}
