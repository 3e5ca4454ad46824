using Tandem.Pipeline.Ids;

namespace Tandem.Pipeline.Ledger;

/// <summary>The second of a request's two ledger writes: durable before the terminal chunk is relayed.</summary>
public sealed record Resolution
{
    public required RequestId Request { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required RequestState State { get; init; }

    /// <summary>Every attempt that reached an upstream or tried to, in order.</summary>
    public required IReadOnlyList<AttemptEntry> Attempts { get; init; }

    /// <summary>SHA-256 of the answer's text, hex; null where there was none.</summary>
    public string? AnswerHash { get; init; }

    /// <summary>Kept apart and deletable; null = not kept.</summary>
    public string? Answer { get; init; }

    /// <summary>Kind of the error that the client got, or null.</summary>
    public string? Error { get; init; }
}
