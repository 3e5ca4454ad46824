namespace Tandem.Storage.Ledger;

/// <summary>What an entry will be in the tables that people read, until it is put there: hundreds wait at a time, so that it is little.</summary>
/// <param name="Rows">By table; those without rows are left out.</param>
/// <param name="Opens">The reservation that it makes, or null.</param>
/// <param name="Ends">The request whose reservation it ends, or null.</param>
internal sealed record AheadEntry(string Writer, long Seq, IReadOnlyList<(DerivedTable Table, IReadOnlyList<object?[]> Rows)> Rows, OpenReservation? Opens, string? Ends)
{
    public static AheadEntry Of(LedgerEntry entry)
    {
        var rows = new List<(DerivedTable, IReadOnlyList<object?[]>)>(1);
        foreach (var table in DerivedTable.All)
        {
            if (table.RowsOf(entry) is { Count: > 0 } some) rows.Add((table, some));
        }

        return new AheadEntry(entry.Writer, entry.Seq, rows, OpenReservation.Of(entry), entry.Resolution is null ? null : entry.RequestId);
    }
}
