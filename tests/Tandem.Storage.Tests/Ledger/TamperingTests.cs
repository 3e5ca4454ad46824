using Microsoft.Data.Sqlite;
using Tandem.Pipeline.Ledger;

namespace Tandem.Storage.Tests.Ledger;

public sealed class TamperingTests
{
    [Theory]
    [InlineData("UPDATE ledger_entry SET body = replace(body, '\"cost_nano_usd\":42', '\"cost_nano_usd\":41') WHERE kind = 'commit'", "was changed")]
    [InlineData("UPDATE ledger_entry SET hash = 'f' || substr(hash, 2), body = body || ' ' WHERE seq = 1", "was changed")]
    [InlineData("UPDATE ledger_entry SET prev_hash = 'f' || prev_hash WHERE seq = 2", "does not follow")]
    [InlineData("UPDATE ledger_entry SET body = 'x' WHERE seq = 2", "cannot be read")]
    [InlineData("UPDATE ledger_entry SET kind = 'release' WHERE kind = 'commit'", "columns differ")]
    [InlineData("UPDATE ledger_entry SET recorded_at = '2026-01-01T00:00:00.0000000Z' WHERE seq = 1", "columns differ")]
    [InlineData("UPDATE ledger_entry SET request_id = 'req_other' WHERE seq = 1", "columns differ")]
    [InlineData("DELETE FROM ledger_entry WHERE seq = 2", "missing")]
    [InlineData("DELETE FROM ledger_entry WHERE seq = 4", "missing at the end of the chain")]
    [InlineData("DELETE FROM ledger_entry", "all 4 entries are missing")]
    [InlineData("DELETE FROM chain_head", "the end of the chain is not noted")]
    [InlineData("UPDATE chain_head SET hash = 'f'", "the noted end")]
    [InlineData("DELETE FROM ledger_writer", "its writer is not known")]
    [InlineData("UPDATE ledger_request SET owner = 'user:bob' WHERE seq = 1", "ledger_request (line 0) was changed")]
    [InlineData("DELETE FROM ledger_request WHERE seq = 3", "rows of ledger_request are missing")]
    [InlineData("UPDATE ledger_attempt SET cost_nano_usd = 0", "ledger_attempt (line 0) was changed")]
    [InlineData("DELETE FROM ledger_attempt", "rows of ledger_attempt are missing")]
    [InlineData("UPDATE ledger_outcome SET value = 0.5", "ledger_outcome (line 0) was changed")]
    [InlineData("UPDATE account_balance SET spent = spent - 1 WHERE period = 'month'", "Balance user:ann by month")]
    [InlineData("DELETE FROM account_balance WHERE period = 'day'", "is missing")]
    [InlineData("INSERT INTO account_balance VALUES ('user:eve', 'day', '2026-11-24', 0, 1)", "Balance user:eve")]
    [InlineData("DELETE FROM open_reservation", "list of open reservations is wrong")]
    [InlineData("UPDATE open_reservation SET ceiling = 1", "ceiling was changed")]
    [InlineData("INSERT INTO open_reservation VALUES ('req_eve', 'w', '2026-11-24T12:00:00.0000000Z', '2026-11-24', 1, '[]')", "was never reserved")]
    public async Task A_change_behind_the_ledgers_back_is_found_and_named(string sql, string problem)
    {
        await using var under = new LedgerUnderTest();
        await FillAsync(under);
        await under.AssertCleanAsync();

        await under.TamperAsync(sql);

        var found = await under.Ledger.VerifyAsync(LedgerUnderTest.Token);
        Assert.Contains(found.Problems, p => p.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_problem_names_writer_number_and_request()
    {
        await using var under = new LedgerUnderTest();
        var request = await FillAsync(under);
        await under.TamperAsync("UPDATE ledger_entry SET body = replace(body, '\"cost_nano_usd\":42', '\"cost_nano_usd\":41') WHERE kind = 'commit'");

        var problems = (await under.Ledger.VerifyAsync(LedgerUnderTest.Token)).Problems;

        Assert.Contains(problems, p => p.StartsWith("wri_", StringComparison.Ordinal) && p.Contains($"#2 {request}: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("UPDATE ledger_entry SET kind = kind")]
    [InlineData("DELETE FROM ledger_entry")]
    [InlineData("UPDATE ledger_request SET owner = ''")]
    [InlineData("DELETE FROM ledger_request")]
    [InlineData("UPDATE ledger_attempt SET cost_nano_usd = 0")]
    [InlineData("DELETE FROM ledger_attempt")]
    [InlineData("UPDATE ledger_outcome SET value = 0")]
    [InlineData("DELETE FROM ledger_outcome")]
    [InlineData("UPDATE ledger_writer SET opened_at = ''")]
    [InlineData("DELETE FROM ledger_writer")]
    public async Task The_database_itself_refuses_to_change_or_delete_what_is_in_the_ledger(string sql)
    {
        await using var under = new LedgerUnderTest();
        await FillAsync(under);
        await using var connection = new SqliteConnection($"Data Source={under.Directory.Database};Pooling=False");
        await connection.OpenAsync(LedgerUnderTest.Token);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;

        var error = await Assert.ThrowsAsync<SqliteException>(() => command.ExecuteNonQueryAsync(LedgerUnderTest.Token));

        Assert.Contains("append-only", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Four entries: reserve, commit, reserve, outcome. Returns the request that was committed.</summary>
    private static async Task<string> FillAsync(LedgerUnderTest under)
    {
        var first = Given.Reservation(100, budgets: Given.Hard(1_000));
        await under.ReserveAsync(first);
        await under.ResolveAsync(Given.Resolution(first.Request, costs: 42));
        await under.ReserveAsync(Given.Reservation(100));
        await under.Ledger.AppendOutcomeAsync(
            new OutcomeEntry { DecisionId = first.Decision.DecisionId, Time = Given.Noon, Kind = OutcomeKind.Accepted, Value = 1 }, LedgerUnderTest.Token);
        await under.Ledger.ReadLatestAsync("user:ann", workspace: null, LedgerUnderTest.Token); // Brings the tables up to the entries.
        return first.Request.Value;
    }
}
