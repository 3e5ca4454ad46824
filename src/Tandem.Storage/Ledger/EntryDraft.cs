namespace Tandem.Storage.Ledger;

/// <summary>An entry before it has its place in a chain.</summary>
internal sealed record EntryDraft
{
    public required string Kind { get; init; }

    public string? RequestId { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public IReadOnlyList<Posting> Postings { get; init; } = [];

    public ReservationFacts? Reservation { get; init; }

    public ResolutionFacts? Resolution { get; init; }

    public OutcomeFacts? Outcome { get; init; }

    /// <summary>The entry as the next of <paramref name="head"/>, its bytes, and the head after it.</summary>
    /// <param name="bytes">Where the bytes are written; they stay until the next entry is.</param>
    public SealedEntry Seal(ChainHead head, EntryBytes bytes)
    {
        var entry = new LedgerEntry
        {
            Writer = head.Writer,
            Seq = head.Seq + 1,
            Prev = head.Hash,
            Kind = Kind,
            RequestId = RequestId,
            Time = Time,
            RecordedAt = RecordedAt,
            Postings = Postings,
            Reservation = Reservation,
            Resolution = Resolution,
            Outcome = Outcome,
        };
        var body = bytes.Write(entry);
        return new SealedEntry(entry, body, ChainHead.HashOf(body.Span));
    }
}
