using Tandem.Pipeline.Ledger;
using Tandem.Routing;
using Tandem.Routing.Prices;

namespace Tandem.Storage.Tests.Ledger;

public abstract class JudgedDecisionTests(StoreKind store)
{
    [Fact]
    public async Task A_decision_comes_with_its_outcomes_its_answer_its_cost_and_its_prompt()
    {
        await using var under = LedgerUnderTest.On(store);
        var reservation = Given.Reservation(ceiling: 100) with { Prompt = "why?" };
        await under.ReserveAsync(reservation);
        await under.ResolveAsync(Given.Resolution(reservation.Request, RequestState.Complete, 0, 42)); // The first attempt failed.
        var early = Outcome(reservation, OutcomeKind.VerifiedFail, 0, hours: 1) with { Evidence = "dotnet test: exit 1" };
        var late = Outcome(reservation, OutcomeKind.Committed, 1, hours: 2);
        await under.Ledger.AppendOutcomeAsync(late, LedgerUnderTest.Token);
        await under.Ledger.AppendOutcomeAsync(early, LedgerUnderTest.Token);

        var judged = Assert.Single(await ReadAsync(under));

        Assert.Equal(reservation.Decision.DecisionId, judged.Decision.DecisionId);
        Assert.Equal(0.95, judged.Decision.Propensity);
        Assert.Equal([early, late], judged.Outcomes);
        Assert.Equal(("gpt-4", new NanoUsd(42), "why?", DataClass.Shareable), (judged.AnsweredBy, judged.Cost, judged.Prompt, judged.DataClass));
    }

    [Fact]
    public async Task Only_the_owners_decisions_with_an_outcome_come_oldest_first_from_a_time_on()
    {
        await using var under = LedgerUnderTest.On(store);
        var young = Given.Reservation(at: Given.Noon);
        var old = Given.Reservation(at: Given.Noon.AddDays(-2));
        var foreign = Given.Reservation() with { Owner = "user:bob" };
        var unjudged = Given.Reservation();
        foreach (var reservation in new[] { young, old, foreign, unjudged }) await under.ReserveAsync(reservation);
        foreach (var reservation in new[] { young, old, foreign })
            await under.Ledger.AppendOutcomeAsync(Outcome(reservation, OutcomeKind.Rated, 0.5), LedgerUnderTest.Token);

        Assert.Equal([old.Request, young.Request], (await ReadAsync(under)).Select(judged => judged.Decision.RequestId));
        Assert.Equal([young.Request], (await ReadAsync(under, since: Given.Noon)).Select(judged => judged.Decision.RequestId));
    }

    [Fact]
    public async Task Without_an_answer_or_a_kept_prompt_neither_is_made_up()
    {
        await using var under = LedgerUnderTest.On(store);
        var reservation = Given.Reservation();
        await under.ReserveAsync(reservation);
        await under.Ledger.AppendOutcomeAsync(Outcome(reservation, OutcomeKind.Undone, 0), LedgerUnderTest.Token);

        var judged = Assert.Single(await ReadAsync(under));

        Assert.Null(judged.AnsweredBy);
        Assert.Null(judged.Prompt);
        Assert.Equal(NanoUsd.Zero, judged.Cost);
    }

    private static OutcomeEntry Outcome(Reservation reservation, OutcomeKind kind, double value, int hours = 0) =>
        new() { DecisionId = reservation.Decision.DecisionId, Time = Given.Noon.AddHours(hours), Kind = kind, Value = value };

    private static async Task<List<JudgedDecision>> ReadAsync(LedgerUnderTest under, DateTimeOffset? since = null) =>
        await under.Ledger.ReadJudgedAsync("user:ann", since, LedgerUnderTest.Token).ToListAsync(LedgerUnderTest.Token);
}

public sealed class JudgedDecisionTestsOnSqlite() : JudgedDecisionTests(StoreKind.Sqlite);

public sealed class JudgedDecisionTestsOnPostgres() : JudgedDecisionTests(StoreKind.Postgres);
