using System.Data.Common;
using Tandem.Storage.Databases;

namespace Tandem.Storage.Ledger;

/// <summary>The ledger as JSON lines: each entry's canonical JSON with its <c>hash</c> as last property, which is not part of what was hashed.</summary>
internal static class LedgerExport
{
    /// <summary>Writes one state of the ledger, chain after chain. Returns how many lines.</summary>
    public static async Task<long> WriteAsync(IDatabaseEngine engine, DbConnection connection, TextWriter output, CancellationToken cancellationToken)
    {
        await using var transaction = await engine.BeginSnapshotAsync(connection, cancellationToken);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT body, hash FROM ledger_entry ORDER BY writer_id, seq";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var lines = 0L;
        while (await reader.ReadAsync(cancellationToken))
        {
            var body = reader.GetString(0);
            await output.WriteAsync(body.AsMemory(0, body.Length - 1), cancellationToken);
            await output.WriteAsync($",\"hash\":\"{reader.GetString(1)}\"}}\n".AsMemory(), cancellationToken);
            lines++;
        }

        return lines;
    }
}
