using System.Text.Json;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;
using Tandem.Routing.Prices;

namespace Tandem.Storage.Tests.Ledger;

public abstract class ReadingTests(StoreKind store)
{
    [Fact]
    public async Task A_decision_comes_back_as_it_was_given()
    {
        await using var under = LedgerUnderTest.On(store);
        var reservation = Given.Reservation();
        await under.ReserveAsync(reservation);

        var decision = Assert.Single(await DecisionsAsync(under, new DecisionFilter()));

        Assert.Equal(JsonSerializer.Serialize(reservation.Decision), JsonSerializer.Serialize(decision));
    }

    [Fact]
    public async Task A_decision_without_a_choice_or_a_session_comes_back_so()
    {
        await using var under = LedgerUnderTest.On(store);
        var given = Given.Reservation();
        await under.ReserveAsync(given with { Decision = given.Decision with { Choice = null, SessionId = null, Candidates = [] } });

        var decision = Assert.Single(await DecisionsAsync(under, new DecisionFilter()));

        Assert.Null(decision.Choice);
        Assert.Null(decision.SessionId);
    }

    [Fact]
    public async Task Decisions_come_newest_first_by_every_filter()
    {
        await using var under = LedgerUnderTest.On(store);
        var old = Given.Reservation(at: Given.Noon.AddDays(-2));
        var middle = Given.Reservation(at: Given.Noon.AddDays(-1)) with { Owner = "user:bob" };
        var young = Given.Reservation(at: Given.Noon);
        young = young with { Decision = young.Decision with { Choice = "gpt-4" } };
        foreach (var reservation in new[] { middle, young, old }) await under.ReserveAsync(reservation);

        Assert.Equal([young, middle, old], await FilterAsync(new DecisionFilter()));
        Assert.Equal([young, middle], await FilterAsync(new DecisionFilter { Limit = 2 }));
        Assert.Equal([young, middle], await FilterAsync(new DecisionFilter { Since = Given.Noon.AddDays(-1) }));
        Assert.Equal([middle], await FilterAsync(new DecisionFilter { Owner = "user:bob" }));
        Assert.Equal([young], await FilterAsync(new DecisionFilter { Model = "gpt-4" }));
        Assert.Equal([old], await FilterAsync(new DecisionFilter { DecisionId = old.Decision.DecisionId.Value }));
        Assert.Empty(await FilterAsync(new DecisionFilter { Owner = "user:bob", Model = "gpt-4" }));

        async Task<IEnumerable<Reservation>> FilterAsync(DecisionFilter filter) =>
            (await DecisionsAsync(under, filter)).Select(d => new[] { old, middle, young }.Single(r => r.Request == d.RequestId));
    }

    [Fact]
    public async Task The_latest_is_the_owners_newest_in_the_folder()
    {
        await using var under = LedgerUnderTest.On(store);
        var here = Given.Reservation(at: Given.Noon.AddMinutes(-2));
        var there = Given.Reservation(at: Given.Noon.AddMinutes(-1)) with { Workspace = null };
        await under.ReserveAsync(here);
        await under.ReserveAsync(there);

        Assert.Equal(here.Request, (await LatestAsync("user:ann", "/home/ann/shop"))!.RequestId);
        Assert.Equal(there.Request, (await LatestAsync("user:ann", null))!.RequestId);
        Assert.Null(await LatestAsync("user:ann", "/elsewhere"));
        Assert.Null(await LatestAsync("user:bob", null));

        Task<DecisionEntry?> LatestAsync(string owner, string? workspace) => under.Ledger.ReadLatestAsync(owner, workspace, LedgerUnderTest.Token);
    }

    [Fact]
    public async Task Usage_sums_attempts_by_model_and_day()
    {
        await using var under = LedgerUnderTest.On(store);
        await SpendAsync([Given.Attempt(1, 0, "llama"), Given.Attempt(2, 30)]);
        await SpendAsync([Given.Attempt(1, 12), Given.Attempt(2, 8) with { Usage = new TokenUsage { InputTokens = 1, OutputTokens = 1, Estimated = true } }]);
        await SpendAsync([Given.Attempt(1, 5, at: Given.Noon.AddDays(1))]);

        var rows = await under.Ledger.ReadUsageAsync(Given.Noon.AddHours(-1), Given.Noon.AddDays(1), owner: null, LedgerUnderTest.Token);

        Assert.Equal(
            [
                new UsageRow(new DateOnly(2026, 11, 24), "gpt-4", 2, 3, new TokenUsage { InputTokens = 2001, CachedInputTokens = 800, OutputTokens = 101, Estimated = true }, new NanoUsd(50)),
                new UsageRow(new DateOnly(2026, 11, 24), "llama", 1, 1, new TokenUsage { InputTokens = 1000, CachedInputTokens = 400, OutputTokens = 50 }, NanoUsd.Zero),
            ],
            rows);

        async Task SpendAsync(AttemptEntry[] attempts)
        {
            var reservation = Given.Reservation();
            await under.ReserveAsync(reservation);
            await under.ResolveAsync(Given.Resolution(reservation.Request) with { Attempts = attempts });
        }
    }

    [Fact]
    public async Task Text_is_kept_apart_and_can_be_deleted_while_the_ledger_keeps_its_hash()
    {
        await using var under = LedgerUnderTest.On(store);
        var reservation = Given.Reservation() with { Prompt = "Wie heißt das? \0 🦊" };
        await under.ReserveAsync(reservation);
        Assert.Equal(new StoredText("Wie heißt das? \0 🦊", null), await TextAsync(reservation.Request));
        await under.ResolveAsync(Given.Resolution(reservation.Request, costs: 1) with { Answer = "Ein Fuchs." });
        Assert.Equal(new StoredText("Wie heißt das? \0 🦊", "Ein Fuchs."), await TextAsync(reservation.Request));

        Assert.Equal(0, await under.Ledger.DeleteAsync("user:ann", Given.Noon, LedgerUnderTest.Token));
        Assert.Equal(0, await under.Ledger.DeleteAsync("user:bob", Given.Noon.AddDays(1), LedgerUnderTest.Token));
        Assert.Equal(1, await under.Ledger.DeleteAsync("user:ann", Given.Noon.AddDays(1), LedgerUnderTest.Token));

        Assert.Null(await TextAsync(reservation.Request));
        Assert.DoesNotContain("Fuchs", await under.ExportAsync(), StringComparison.Ordinal);
        Assert.Contains(reservation.PromptHash, await under.ExportAsync(), StringComparison.Ordinal);
        await under.AssertCleanAsync();

        Task<StoredText?> TextAsync(RequestId request) => under.Ledger.ReadTextAsync(request, LedgerUnderTest.Token);
    }

    [Fact]
    public async Task An_answer_is_kept_where_its_prompt_was_not()
    {
        await using var under = LedgerUnderTest.On(store);
        var reservation = Given.Reservation();
        await under.ReserveAsync(reservation);

        await under.ResolveAsync(Given.Resolution(reservation.Request, costs: 1) with { Answer = "Yes." });

        Assert.Equal(new StoredText(null, "Yes."), await under.Ledger.ReadTextAsync(reservation.Request, LedgerUnderTest.Token));
    }

    private static async Task<List<DecisionEntry>> DecisionsAsync(LedgerUnderTest under, DecisionFilter filter)
    {
        var decisions = new List<DecisionEntry>();
        await foreach (var decision in under.Ledger.ReadDecisionsAsync(filter, LedgerUnderTest.Token)) decisions.Add(decision);
        return decisions;
    }
}

public sealed class ReadingTestsOnSqlite() : ReadingTests(StoreKind.Sqlite);

public sealed class ReadingTestsOnPostgres() : ReadingTests(StoreKind.Postgres);
