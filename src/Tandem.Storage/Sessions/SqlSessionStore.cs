using System.Data.Common;
using System.Text.Json;
using Tandem.Agent.Sessions;
using Tandem.Pipeline.Ids;
using Tandem.Storage.Databases;

namespace Tandem.Storage.Sessions;

/// <summary>Sessions in the database. A fork holds only what came after it: the rest is read from where it was forked.</summary>
internal sealed class SqlSessionStore(Database database) : ISessionStore
{
    public Task CreateAsync(SessionHeader header, CancellationToken cancellationToken) => database.ReadAsync(
        async connection =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = """
                INSERT INTO agent_session (session_id, owner, workspace, assistant, title, created_at, forked_from, inherited)
                VALUES (@id, @owner, @workspace, @assistant, @title, @created, @from, @inherited)
                ON CONFLICT (session_id) DO NOTHING
                """;
            command.Set("@id", header.Id.Value);
            command.Set("@owner", header.Owner);
            command.Set("@workspace", header.Workspace);
            command.Set("@assistant", header.Assistant);
            command.Set("@title", header.Title);
            command.Set("@created", Rfc3339.Format(header.CreatedAt));
            command.Set("@from", header.ForkedFrom?.Value);
            command.Set("@inherited", (long)header.Inherited);
            return await command.ExecuteNonQueryAsync(cancellationToken);
        },
        cancellationToken);

    public Task AppendAsync(SessionId session, TranscriptEntry entry, CancellationToken cancellationToken) => database.ReadAsync(
        async connection =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = """
                INSERT INTO transcript_entry (session_id, sequence, recorded_at, kind, body)
                VALUES (@session, @sequence, @time, @kind, @body)
                ON CONFLICT (session_id, sequence) DO NOTHING
                """;
            command.Set("@session", session.Value);
            command.Set("@sequence", (long)entry.Sequence);
            command.Set("@time", Rfc3339.Format(entry.Time));
            command.Set("@kind", entry.Kind);
            command.Set("@body", JsonSerializer.Serialize(StoredEntry.Of(entry), SessionJson.Default.StoredEntry));
            return await command.ExecuteNonQueryAsync(cancellationToken);
        },
        cancellationToken);

    public Task<IReadOnlyList<TranscriptEntry>> ReadAsync(SessionId session, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<TranscriptEntry>>(
        async connection =>
        {
            var entries = new List<TranscriptEntry>();
            foreach (var part in await LineAsync(connection, session, cancellationToken))
                await ReadAsync(connection, part, entries, cancellationToken);
            return entries;
        },
        cancellationToken);

    public Task<IReadOnlyList<SessionHeader>> ListAsync(string owner, string? workspace, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<SessionHeader>>(
        async connection =>
        {
            await using var command = connection.CreateCommand();
            // The last entry is found by the primary key: a list costs the same whatever the sessions hold.
            command.CommandText = """
                SELECT session_id, workspace, assistant, title, created_at, forked_from, inherited,
                    (SELECT MAX(sequence) + 1 FROM transcript_entry e WHERE e.session_id = s.session_id),
                    (SELECT recorded_at FROM transcript_entry e WHERE e.session_id = s.session_id ORDER BY sequence DESC LIMIT 1)
                FROM agent_session s WHERE owner = @owner
                """ + (workspace is null ? "" : " AND workspace = @workspace");
            command.Set("@owner", owner);
            if (workspace is not null) command.Set("@workspace", workspace);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var headers = new List<SessionHeader>();
            while (await reader.ReadAsync(cancellationToken)) headers.Add(ReadHeader(reader, owner));
            return [.. headers.OrderByDescending(header => header.UpdatedAt).ThenByDescending(header => header.Id.Value, StringComparer.Ordinal)];
        },
        cancellationToken);

    private static SessionHeader ReadHeader(DbDataReader reader, string owner)
    {
        var created = Rfc3339.Parse(reader.GetString(4));
        var inherited = (int)reader.GetInt64(6);
        return new SessionHeader(
            new SessionId(reader.GetString(0)), owner, reader.GetString(1), reader.TextOrNull(2), reader.GetString(3), created,
            reader.TextOrNull(8) is { } last ? Rfc3339.Parse(last) : created,
            reader.IsDBNull(7) ? inherited : (int)reader.GetInt64(7),
            reader.TextOrNull(5) is { } from ? new SessionId(from) : null, inherited);
    }

    /// <summary>The session and those it was forked from, the oldest first, each with the sequences that are its part.</summary>
    private static async Task<IReadOnlyList<Part>> LineAsync(DbConnection connection, SessionId session, CancellationToken cancellationToken)
    {
        var line = new List<Part>();
        string? id = session.Value;
        var end = long.MaxValue;
        while (id is not null)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT forked_from, inherited FROM agent_session WHERE session_id = @id";
            command.Set("@id", id);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            if (!await reader.ReadAsync(cancellationToken)) break;
            var first = Math.Min(reader.GetInt64(1), end);
            line.Add(new Part(id, first, end));
            (id, end) = (reader.TextOrNull(0), first);
        }

        line.Reverse();
        return line;
    }

    private static async Task ReadAsync(DbConnection connection, Part part, List<TranscriptEntry> entries, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT sequence, recorded_at, kind, body FROM transcript_entry
            WHERE session_id = @id AND sequence >= @first AND sequence < @end ORDER BY sequence
            """;
        command.Set("@id", part.Session);
        command.Set("@first", part.First);
        command.Set("@end", part.End);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var stored = JsonSerializer.Deserialize(reader.GetString(3), SessionJson.Default.StoredEntry)!;
            entries.Add(stored.ToEntry((int)reader.GetInt64(0), Rfc3339.Parse(reader.GetString(1)), reader.GetString(2)));
        }
    }

    /// <param name="End">The first sequence that is not its part.</param>
    private sealed record Part(string Session, long First, long End);
}
