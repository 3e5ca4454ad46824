using System.Text.Json;
using Tandem.Egress;
using Tandem.Routing;
using Tandem.Storage.Egress;

namespace Tandem.Storage.Tests.Egress;

public sealed class EgressAuditStoreTests
{
    [Fact]
    public async Task Two_writers_lose_no_row_and_go_on_where_they_ended()
    {
        using var folder = new TemporaryFolder();
        for (var run = 0; run < 2; run++)
        {
            using var first = new EgressAuditStore(folder.Data);
            using var second = new EgressAuditStore(folder.Data);
            await Parallel.ForAsync(run * 60, run * 60 + 60, TestContext.Current.CancellationToken, (number, cancellation) => (number % 2 == 0 ? first : second).WriteAsync(Entry(number), cancellation));
        }

        var files = Directory.GetFiles(Path.Combine(folder.Data.Path, "egress")).Order().Select(Path.GetFileName);
        Assert.Equal(["1970-01-01.2.jsonl", "1970-01-01.jsonl"], files);
        Assert.Equal(Enumerable.Range(0, 120).Select(number => $"req_{number}").Order(), Requests(folder.Data).Order());
    }

    [Fact]
    public async Task A_row_that_a_dying_process_left_half_does_not_spoil_the_next()
    {
        using var folder = new TemporaryFolder();
        using (var first = new EgressAuditStore(folder.Data))
            await first.WriteAsync(Entry(1), TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(Path.Combine(folder.Data.Path, "egress", "1970-01-01.jsonl"), "{\"time\":\"19", TestContext.Current.CancellationToken);

        using (var second = new EgressAuditStore(folder.Data))
            await second.WriteAsync(Entry(2), TestContext.Current.CancellationToken);

        var lines = await File.ReadAllLinesAsync(Path.Combine(folder.Data.Path, "egress", "1970-01-01.jsonl"), TestContext.Current.CancellationToken);
        Assert.Equal(3, lines.Length);
        Assert.Contains("req_2", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_cannot_be_kept_is_an_error_and_a_day_later_it_goes_on()
    {
        using var folder = new TemporaryFolder();
        folder.Data.Create();
        await File.WriteAllTextAsync(Path.Combine(folder.Data.Path, "egress"), "in the way", TestContext.Current.CancellationToken);
        using var store = new EgressAuditStore(folder.Data);
        await Assert.ThrowsAsync<IOException>(() => store.WriteAsync(Entry(1), TestContext.Current.CancellationToken).AsTask());
        File.Delete(Path.Combine(folder.Data.Path, "egress"));

        await store.WriteAsync(Entry(2), TestContext.Current.CancellationToken);
        await store.WriteAsync(Entry(3) with { Time = DateTimeOffset.UnixEpoch.AddDays(1) }, TestContext.Current.CancellationToken);

        store.Dispose();
        Assert.Equal(["req_2", "req_3"], Requests(folder.Data).Order());
        await Assert.ThrowsAsync<IOException>(() => store.WriteAsync(Entry(4), TestContext.Current.CancellationToken).AsTask());
    }

    private static IEnumerable<string> Requests(DataDirectory directory) => Directory.GetFiles(Path.Combine(directory.Path, "egress"))
        .SelectMany(File.ReadAllLines)
        .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("request_id").GetString()!);

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
