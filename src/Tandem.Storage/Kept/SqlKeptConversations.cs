using Tandem.Pipeline.Kept;
using Tandem.Storage.Databases;

namespace Tandem.Storage.Kept;

/// <summary>Kept conversations in the database.</summary>
internal sealed class SqlKeptConversations(Database database) : IKeptConversations
{
    public Task KeepAsync(string owner, string answerId, ReadOnlyMemory<byte> body, DateTimeOffset expiresAt, CancellationToken cancellationToken) => database.ReadAsync(
        async connection =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = """
                INSERT INTO kept_conversation (owner, answer_id, body, expires_at) VALUES (@owner, @id, @body, @expires)
                ON CONFLICT (owner, answer_id) DO UPDATE SET body = excluded.body, expires_at = excluded.expires_at
                """;
            command.Set("@owner", owner);
            command.Set("@id", answerId);
            command.Set("@body", body.ToArray());
            command.Set("@expires", Rfc3339.Format(expiresAt));
            return await command.ExecuteNonQueryAsync(cancellationToken);
        },
        cancellationToken);

    public Task<ReadOnlyMemory<byte>?> FindAsync(string owner, string answerId, DateTimeOffset now, CancellationToken cancellationToken) => database.ReadAsync<ReadOnlyMemory<byte>?>(
        async connection =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT body FROM kept_conversation WHERE owner = @owner AND answer_id = @id AND expires_at > @now";
            command.Set("@owner", owner);
            command.Set("@id", answerId);
            command.Set("@now", Rfc3339.Format(now));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            return await reader.ReadAsync(cancellationToken) ? reader.GetFieldValue<byte[]>(0) : (ReadOnlyMemory<byte>?)null;
        },
        cancellationToken);

    public Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken) => database.ReadAsync(
        async connection =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "DELETE FROM kept_conversation WHERE expires_at <= @now";
            command.Set("@now", Rfc3339.Format(now));
            return await command.ExecuteNonQueryAsync(cancellationToken);
        },
        cancellationToken);
}
