using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;
using Tandem.Routing;
using Tandem.Routing.Prices;
using Tandem.Storage.Databases;

namespace Tandem.Storage.Ledger;

/// <summary>Reads decisions together with what became of them.</summary>
internal static class JudgedDecisions
{
    private const string Query = """
        SELECT e.body, x.body, c.body, t.prompt
        FROM ledger_request r
        JOIN ledger_entry e ON e.writer_id = r.writer_id AND e.seq = r.seq
        JOIN ledger_outcome o ON o.decision_id = r.decision_id
        JOIN ledger_entry x ON x.writer_id = o.writer_id AND x.seq = o.seq
        LEFT JOIN ledger_entry c ON c.request_id = r.request_id AND c.kind IN ('commit', 'release', 'expire')
        LEFT JOIN request_text t ON t.request_id = r.request_id
        WHERE r.owner = @owner AND r.time >= @since
        ORDER BY r.time, r.request_id, o.time, o.kind
        """;

    public static async IAsyncEnumerable<JudgedDecision> ReadAsync(
        Database database, string owner, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(connection => ListAsync(connection, owner, since, cancellationToken), cancellationToken);
        foreach (var row in rows) yield return row;
    }

    private static async Task<IReadOnlyList<JudgedDecision>> ListAsync(
        DbConnection connection, string owner, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Query;
        command.Set("@owner", owner);
        command.Set("@since", since is { } from ? Rfc3339.Format(from) : "");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var list = new List<JudgedDecision>();
        string? last = null;
        while (await reader.ReadAsync(cancellationToken))
        {
            var reserved = reader.GetString(0);
            var outcome = OutcomeOf(Entry(reader.GetString(1)));
            if (reserved == last) // A further outcome of the same decision: a row each.
            {
                list[^1] = list[^1] with { Outcomes = [.. list[^1].Outcomes, outcome] };
                continue;
            }

            last = reserved;
            list.Add(Of(Entry(reserved).Reservation!, reader.IsDBNull(2) ? null : Entry(reader.GetString(2)).Resolution, outcome, Prompt(reader, 3)));
        }

        return list;
    }

    private static JudgedDecision Of(ReservationFacts reservation, ResolutionFacts? resolution, OutcomeEntry outcome, string? prompt) => new()
    {
        Decision = reservation.Decision,
        DataClass = Word.Read<DataClass>(reservation.DataClass),
        Outcomes = [outcome],
        AnsweredBy = resolution?.Attempts.LastOrDefault(attempt => attempt.State == Word.Of(AttemptState.Complete))?.Model,
        Cost = new NanoUsd(resolution?.CostNanoUsd ?? 0),
        Prompt = prompt,
    };

    private static OutcomeEntry OutcomeOf(LedgerEntry entry) => new()
    {
        DecisionId = new DecisionId(entry.Outcome!.DecisionId),
        Time = entry.Time,
        Kind = Word.Read<OutcomeKind>(entry.Outcome.Kind),
        Value = entry.Outcome.Value,
        Evidence = entry.Outcome.Evidence,
    };

    private static LedgerEntry Entry(string body) => JsonSerializer.Deserialize(body, LedgerJson.Default.LedgerEntry)!;

    private static string? Prompt(DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : Encoding.UTF8.GetString(reader.GetFieldValue<byte[]>(column));
}
