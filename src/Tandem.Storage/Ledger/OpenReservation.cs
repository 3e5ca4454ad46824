namespace Tandem.Storage.Ledger;

/// <summary>A reservation that nothing has ended yet.</summary>
internal sealed record OpenReservation
{
    public required string RequestId { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required DateOnly Day { get; init; }

    public required long Ceiling { get; init; }

    /// <summary>The accounts it is posted to.</summary>
    public required IReadOnlyList<string> Accounts { get; init; }

    /// <summary>What an entry reserves; null = nothing.</summary>
    public static OpenReservation? Of(LedgerEntry entry) => entry.Reservation is not { } reservation ? null : new OpenReservation
    {
        RequestId = entry.RequestId!,
        ExpiresAt = reservation.ExpiresAt,
        Day = entry.Postings[0].Day,
        Ceiling = reservation.CeilingNanoUsd,
        Accounts = [.. entry.Postings.Where(posting => posting.Side == Side.Available).Select(posting => posting.Account)],
    };
}
