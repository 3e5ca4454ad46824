using Microsoft.Data.Sqlite;
using Tandem.Egress;
using Tandem.Routing;
using Tandem.Storage.Egress;

namespace Tandem.Storage.Tests.Egress;

public sealed class EgressAuditStoreTests
{
    [Fact]
    public async Task Two_writers_lose_no_row_and_none_can_be_changed()
    {
        var folder = Directory.CreateTempSubdirectory("tandem-audit-");
        var directory = new DataDirectory(folder.FullName);
        await using (var first = new EgressAuditStore(directory))
        await using (var second = new EgressAuditStore(directory))
            await Task.WhenAll(Enumerable.Range(0, 60).Select(number =>
                (number % 2 == 0 ? first : second).WriteAsync(Entry(number), TestContext.Current.CancellationToken).AsTask()));

        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.FullName, "egress.db")};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(DISTINCT request_id) FROM egress_audit";
        Assert.Equal(60L, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        command.CommandText = "DELETE FROM egress_audit";
        await Assert.ThrowsAsync<SqliteException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        await connection.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static EgressAuditEntry Entry(int number) => new()
    {
        Time = DateTimeOffset.UnixEpoch,
        RequestId = $"req_{number}",
        Destination = "gpt-4",
        Address = "https://example.test",
        Zone = Zone.External,
        DataClass = DataClass.Shareable,
        ClassRule = "test",
        Override = false,
        Verdict = "allowed",
    };
}
