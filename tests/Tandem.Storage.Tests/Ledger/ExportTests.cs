using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tandem.Storage.Tests.Ledger;

public abstract class ExportTests(StoreKind store)
{
    [Fact]
    public async Task The_chains_can_be_proved_from_the_export_alone()
    {
        await using var under = LedgerUnderTest.On(store);
        await using var other = under.Sibling();
        foreach (var writer in new[] { under, other, under, other })
        {
            var reservation = Given.Reservation();
            await writer.ReserveAsync(reservation);
            await writer.ResolveAsync(Given.Resolution(reservation.Request, costs: [3, 4]));
        }

        var heads = new Dictionary<string, string>();
        foreach (var line in (await under.ExportAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var json = JsonDocument.Parse(line);
            var writer = json.RootElement.GetProperty("writer").GetString()!;
            var hash = json.RootElement.GetProperty("hash").GetString()!;
            var hashed = line[..line.LastIndexOf(",\"hash\":", StringComparison.Ordinal)] + "}";
            Assert.Equal(heads.GetValueOrDefault(writer) ?? Sha256(writer), json.RootElement.GetProperty("prev").GetString());
            Assert.Equal(Sha256(hashed), hash);
            heads[writer] = hash;
        }

        Assert.Equal(2, heads.Count);
    }

    [Fact]
    public async Task A_line_says_request_attempts_units_amounts_and_times()
    {
        await using var under = LedgerUnderTest.On(store);
        var reservation = Given.Reservation(100, budgets: Given.Hard(500));
        await under.ReserveAsync(reservation);
        await under.ResolveAsync(Given.Resolution(reservation.Request, costs: 42));

        var lines = (await under.ExportAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();

        var reserve = lines[0];
        Assert.Equal("reserve", reserve.GetProperty("kind").GetString());
        Assert.Equal(100, reserve.GetProperty("reservation").GetProperty("ceiling_nano_usd").GetInt64());
        Assert.Equal("2026-11", reserve.GetProperty("reservation").GetProperty("price_version").GetString());
        Assert.Equal(0.91, reserve.GetProperty("reservation").GetProperty("decision").GetProperty("candidates")[0].GetProperty("p_success").GetDouble());
        var commit = lines[1];
        Assert.Equal("commit", commit.GetProperty("kind").GetString());
        Assert.Equal(reservation.Request.Value, commit.GetProperty("request_id").GetString());
        Assert.Equal("2026-11-24T12:00:05.0000000Z", commit.GetProperty("time").GetString());
        Assert.Equal(42, commit.GetProperty("resolution").GetProperty("cost_nano_usd").GetInt64());
        var attempt = commit.GetProperty("resolution").GetProperty("attempts")[0];
        Assert.Equal(("gpt-4.1", "external", 1234.5, 400L), (
            attempt.GetProperty("upstream").GetString(), attempt.GetProperty("zone").GetString(),
            attempt.GetProperty("duration_ms").GetDouble(), attempt.GetProperty("cached_input_tokens").GetInt64()));
        Assert.All(lines, line => Assert.Equal(0, line.GetProperty("postings").EnumerateArray().Sum(p => p.GetProperty("nano_usd").GetInt64())));
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

public sealed class ExportTestsOnSqlite() : ExportTests(StoreKind.Sqlite);

public sealed class ExportTestsOnPostgres() : ExportTests(StoreKind.Postgres);
