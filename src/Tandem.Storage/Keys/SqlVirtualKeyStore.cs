using System.Data.Common;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Keys;
using Tandem.Pipeline.Ledger;
using Tandem.Routing;
using Tandem.Routing.Prices;
using Tandem.Storage.Databases;

namespace Tandem.Storage.Keys;

/// <summary>Virtual keys in the database.</summary>
internal sealed class SqlVirtualKeyStore(Database database) : IVirtualKeyStore
{
    private const char PoolSeparator = '\n'; // No model's name holds one.

    public Task AddAsync(VirtualKey key, string secretHash, CancellationToken cancellationToken) => database.ReadAsync(
        async connection =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = """
                INSERT INTO virtual_key (key_id, secret_hash, name, owner, team, role, data_class, pool, limit_nano_usd, period,
                    requests_per_minute, tokens_per_minute, created_at, expires_at, revoked_at)
                VALUES (@id, @hash, @name, @owner, @team, @role, @class, @pool, @limit, @period, @rpm, @tpm, @created, @expires, NULL)
                """;
            command.Set("@id", key.Id.Value);
            command.Set("@hash", secretHash);
            command.Set("@name", key.Name);
            command.Set("@owner", key.Owner);
            command.Set("@team", key.Team);
            command.Set("@role", Word.Of(key.Role));
            command.Set("@class", key.DataClass is { } dataClass ? Word.Of(dataClass) : null);
            command.Set("@pool", string.Join(PoolSeparator, key.Pool));
            command.Set("@limit", key.Limit?.Value);
            command.Set("@period", Word.Of(key.Period));
            command.Set("@rpm", (long?)key.RequestsPerMinute);
            command.Set("@tpm", key.TokensPerMinute);
            command.Set("@created", Rfc3339.Format(key.CreatedAt));
            command.Set("@expires", key.ExpiresAt is { } expires ? Rfc3339.Format(expires) : null);
            return await command.ExecuteNonQueryAsync(cancellationToken);
        },
        cancellationToken);

    public Task<bool> RevokeAsync(KeyId id, DateTimeOffset time, CancellationToken cancellationToken) => database.ReadAsync(
        async connection =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE virtual_key SET revoked_at = COALESCE(revoked_at, @time) WHERE key_id = @id";
            command.Set("@time", Rfc3339.Format(time));
            command.Set("@id", id.Value);
            return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
        },
        cancellationToken);

    public Task<IReadOnlyList<StoredKey>> ListAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(connection => ListAsync(connection, cancellationToken), cancellationToken);

    private static async Task<IReadOnlyList<StoredKey>> ListAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT key_id, secret_hash, name, owner, team, role, data_class, pool, limit_nano_usd, period,
                requests_per_minute, tokens_per_minute, created_at, expires_at, revoked_at
            FROM virtual_key ORDER BY created_at, key_id
            """;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var keys = new List<StoredKey>();
        while (await reader.ReadAsync(cancellationToken)) keys.Add(Read(reader));
        return keys;
    }

    private static StoredKey Read(DbDataReader reader) => new(
        new VirtualKey
        {
            Id = new KeyId(reader.GetString(0)),
            Name = reader.GetString(2),
            Owner = reader.TextOrNull(3),
            Team = reader.TextOrNull(4),
            Role = Word.Read<KeyRole>(reader.GetString(5)),
            DataClass = reader.TextOrNull(6) is { } dataClass ? Word.Read<DataClass>(dataClass) : null,
            Pool = reader.GetString(7).Split(PoolSeparator, StringSplitOptions.RemoveEmptyEntries),
            Limit = reader.IsDBNull(8) ? null : new NanoUsd(reader.GetInt64(8)),
            Period = Word.Read<BudgetPeriod>(reader.GetString(9)),
            RequestsPerMinute = reader.IsDBNull(10) ? null : (int)reader.GetInt64(10),
            TokensPerMinute = reader.IsDBNull(11) ? null : reader.GetInt64(11),
            CreatedAt = Rfc3339.Parse(reader.GetString(12)),
            ExpiresAt = reader.TextOrNull(13) is { } expires ? Rfc3339.Parse(expires) : null,
            RevokedAt = reader.TextOrNull(14) is { } revoked ? Rfc3339.Parse(revoked) : null,
        },
        reader.GetString(1));
}
