namespace Tandem.Storage.Ledger;

/// <summary>One entry as it is hashed: its JSON, in this order of properties and without white space, is the ledger.</summary>
internal sealed record LedgerEntry
{
    /// <summary>Version of this shape.</summary>
    public int V { get; init; } = 1;

    public required string Writer { get; init; }

    /// <summary>From 1 within the writer.</summary>
    public required long Seq { get; init; }

    /// <summary>Hash of the writer's entry before, or <see cref="ChainHead.Origin(string)"/>.</summary>
    public required string Prev { get; init; }

    public required string Kind { get; init; }

    public string? RequestId { get; init; }

    /// <summary>The caller's time.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The ledger's time, by which periods are told.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    public IReadOnlyList<Posting> Postings { get; init; } = [];

    public ReservationFacts? Reservation { get; init; }

    public ResolutionFacts? Resolution { get; init; }

    public OutcomeFacts? Outcome { get; init; }
}
