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
    public SealedEntry Seal(ChainHead head)
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
        var body = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(entry, LedgerJson.Default.LedgerEntry);
        return new SealedEntry(entry, body, ChainHead.HashOf(body));
    }
}
