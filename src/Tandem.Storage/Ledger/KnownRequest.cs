namespace Tandem.Storage.Ledger;

/// <summary>A reservation that was made before, whatever became of it.</summary>
/// <param name="Accounts">What it was posted to.</param>
/// <param name="Day">The UTC day to whose periods it counts.</param>
internal sealed record KnownRequest(string RequestId, string Owner, string? BodyHash, IReadOnlyList<string> Accounts, DateOnly Day)
{
    /// <param name="entry">Of kind <see cref="EntryKind.Reserve"/>.</param>
    public static KnownRequest Of(LedgerEntry entry)
    {
        var made = OpenReservation.Of(entry)!;
        return new KnownRequest(made.RequestId, entry.Reservation!.Owner, entry.Reservation.BodyHash, made.Accounts, made.Day);
    }
}
