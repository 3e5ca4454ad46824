using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;

namespace Tandem.Storage.Tests.Ledger;

public abstract class OutcomeTests(StoreKind store)
{
    [Fact]
    public async Task An_outcome_is_appended_to_its_decision_once()
    {
        await using var under = LedgerUnderTest.On(store);
        var reservation = Given.Reservation();
        await under.ReserveAsync(reservation);
        var outcome = new OutcomeEntry
        {
            DecisionId = reservation.Decision.DecisionId, Time = Given.Noon, Kind = OutcomeKind.VerifiedPass, Value = 1, Evidence = "dotnet test: exit 0",
        };

        await under.Ledger.AppendOutcomeAsync(outcome, LedgerUnderTest.Token);
        await under.Ledger.AppendOutcomeAsync(outcome, LedgerUnderTest.Token);
        await under.Ledger.AppendOutcomeAsync(outcome with { Kind = OutcomeKind.Undone, Value = 0 }, LedgerUnderTest.Token);
        await under.Ledger.AppendOutcomeAsync(outcome with { Time = Given.Noon.AddHours(1) }, LedgerUnderTest.Token);

        Assert.Equal(4, (await under.AssertCleanAsync()).Entries);
        var lines = (await under.ExportAsync()).Split('\n');
        Assert.Contains(lines, line => line.Contains("\"kind\":\"verified_pass\",\"value\":1,\"evidence\":\"dotnet test: exit 0\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_outcome_of_an_unknown_decision_is_an_error_that_names_it()
    {
        await using var under = LedgerUnderTest.On(store);

        var error = await Assert.ThrowsAsync<NotInLedgerException>(() => under.Ledger.AppendOutcomeAsync(
            new OutcomeEntry { DecisionId = new DecisionId("dec_unknown"), Time = Given.Noon, Kind = OutcomeKind.Rated, Value = 0.5 }, LedgerUnderTest.Token));

        Assert.Contains("dec_unknown", error.Message, StringComparison.Ordinal);
    }
}

public sealed class OutcomeTestsOnSqlite() : OutcomeTests(StoreKind.Sqlite);

public sealed class OutcomeTestsOnPostgres() : OutcomeTests(StoreKind.Postgres);
