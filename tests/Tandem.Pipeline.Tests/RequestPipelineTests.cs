using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ledger;
using Tandem.Pipeline.Privacy;
using Tandem.Providers;
using Tandem.Providers.Chat;
using Tandem.Routing;
using Tandem.Routing.Prices;
using Tandem.ScriptedUpstream;
using Tandem.TestKit;

namespace Tandem.Pipeline.Tests;

public sealed class RequestPipelineTests
{
    private static readonly ModelPrice Price = new() { Input = 2, Output = 8 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_is_relayed_whole_and_charged_once()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("Hel", "lo").WithUsage(input: 10, output: 5));
        await using var tandem = new TestPipeline([Model(upstream, "gpt-4") with { Price = Price }]);

        var answer = await tandem.AskAsync(TestPipeline.Call("hi"), Token);

        Assert.Equal("Hello", answer.Text);
        Assert.True(answer.IsWhole);
        Assert.Equal("gpt-4", answer.Receipt!.Model);
        Assert.Equal(NanoUsd.FromUsd(10 * 2 / 1_000_000m + 5 * 8 / 1_000_000m), answer.Receipt.Cost);
        await AssertLedgerAsync(tandem, requests: 1, attempts: 1, answer.Receipt.Cost);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(429)]
    public async Task Falls_back_to_the_other_model_when_the_first_refuses(int status)
    {
        await using var first = await FakeUpstream.StartAsync(Reply.Status(status, retryAfterSeconds: status == 429 ? 60 : null));
        await using var second = await FakeUpstream.StartAsync(Reply.Stream("Hel", "lo"));
        await using var tandem = new TestPipeline([Model(first, "first"), Model(second, "second")]);

        var answer = await tandem.AskAsync(TestPipeline.Call("hi"), Token);

        Assert.Equal("Hello", answer.Text);
        Assert.Equal("second", answer.Receipt!.Model);
        Assert.NotNull(answer.Attempts[^1].Because);
        await AssertLedgerAsync(tandem, requests: 1, attempts: first.Requests.Count + second.Requests.Count, NanoUsd.Zero);
    }

    [Fact]
    public async Task A_model_whose_dialect_cannot_say_the_request_is_no_candidate()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("Hello"));
        await using var tandem = new TestPipeline([Model(upstream, "first") with { Provider = ProviderKind.Ollama }, Model(upstream, "second")]);
        var byAddress = new ChatRequest
        {
            Messages = [new ChatMessage(ChatRole.User, [new TextPart("What is this?"), new ImagePart("", default, "https://example.com/cat.png")])], MaxOutputTokens = 100,
        };

        var answer = await tandem.AskAsync(TestPipeline.Call("") with { Request = NativeRequest.Of(byAddress) }, Token);

        Assert.Equal("second", answer.Receipt!.Model);
        Assert.Contains("by address", answer.Decision!.Candidates[0].ExcludedBy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task What_cannot_be_cured_by_trying_is_not_tried_again(int status)
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Status(status));
        await using var tandem = new TestPipeline([Model(upstream, "only")]);

        var error = await Assert.ThrowsAsync<RequestException>(() => tandem.AskAsync(TestPipeline.Call("hi"), Token));

        Assert.Equal(ErrorKind.NoModel, error.Kind);
        Assert.Contains("tandem doctor", error.Message, StringComparison.Ordinal);
        Assert.Single(upstream.Requests);
    }

    [Fact]
    public async Task One_sick_server_is_asked_at_most_three_times()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Status(503));
        await using var tandem = new TestPipeline([Model(upstream, "only")]);

        await Assert.ThrowsAsync<RequestException>(() => tandem.AskAsync(TestPipeline.Call("hi"), Token));

        Assert.InRange(upstream.Requests.Count, 2, 3);
    }

    [Fact]
    public async Task A_single_error_is_rescued_by_trying_again()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Status(500), Reply.Stream("Hel", "lo"));
        await using var tandem = new TestPipeline([Model(upstream, "only")]);

        var answer = await tandem.AskAsync(TestPipeline.Call("hi"), Token);

        Assert.Equal("Hello", answer.Text);
        Assert.Equal(2, answer.Receipt!.Attempts);
    }

    [Theory]
    [InlineData(Faults.Cut)]
    [InlineData(Faults.Reset)]
    [InlineData(Faults.EndEarly)]
    [InlineData(Faults.InBandError)]
    public async Task An_answer_that_breaks_off_is_never_whole(Faults fault)
    {
        await using var first = await FakeUpstream.StartAsync(Reply.Broken(fault, after: 1));
        await using var second = await FakeUpstream.StartAsync(Reply.Stream("other"));
        await using var tandem = new TestPipeline([Model(first, "first"), Model(second, "second")]);

        var answer = await tandem.AskAsync(TestPipeline.Call("hi"), Token);

        Assert.False(answer.IsWhole);
        Assert.Equal("Hel", answer.Text);
        Assert.Equal(ErrorKind.Failed, answer.Broken!.Kind);
        Assert.Equal(RequestState.Incomplete, answer.Receipt!.State);
        Assert.Empty(second.Requests); // Nothing is tried after content.
        await AssertLedgerAsync(tandem, requests: 1, attempts: 1, answer.Receipt.Cost);
    }

    [Theory]
    [InlineData(Faults.Cut)]
    [InlineData(Faults.Reset)]
    [InlineData(Faults.InBandError)]
    [InlineData(Faults.Html)]
    [InlineData(Faults.Empty)]
    public async Task A_fault_before_content_is_never_seen(Faults fault)
    {
        await using var first = await FakeUpstream.StartAsync(Reply.Broken(fault));
        await using var second = await FakeUpstream.StartAsync(Reply.Stream("Hel", "lo"));
        await using var tandem = new TestPipeline([Model(first, "first"), Model(second, "second")]);

        var answer = await tandem.AskAsync(TestPipeline.Call("hi"), Token);

        Assert.Equal("Hello", answer.Text);
        Assert.True(answer.IsWhole);
    }

    [Fact]
    public async Task Whoever_leaves_stops_the_upstream_and_pays_for_what_came()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("one ", "two ").ThenHold().ThenText("three"));
        await using var tandem = new TestPipeline([Model(upstream, "gpt-4") with { Price = Price }]);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var call = TestPipeline.Call("count to three");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var frame in tandem.Pipeline.RunAsync(call, leaving.Token))
                if (frame.Relay.Event is Providers.Chat.TextEvent { Text: "two " })
                    await leaving.CancelAsync();
        });

        await upstream.Requests[0].Ended.WaitAsync(Token);
        var usage = Assert.Single(await tandem.Ledger.ReadUsageAsync(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1), owner: null, Token));
        Assert.True(usage.Tokens.OutputTokens is 2 or 3, $"{usage.Tokens.OutputTokens} output tokens");
        Assert.True(usage.Cost > NanoUsd.Zero);
        Assert.Equal(0, (await tandem.Ledger.VerifyAsync(Token)).OpenReservations);
    }

    [Fact]
    public async Task A_request_that_was_given_up_is_no_failure_of_the_model_however_its_connection_ended()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("never"));
        await using var tandem = new TestPipeline([Model(upstream, "gpt-4")], endpoint: model => new CutWhenLeft(model));
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var steps = new List<PipelineStep>();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var frame in tandem.Pipeline.RunAsync(TestPipeline.Call("count to three"), leaving.Token))
            {
                steps.Add(frame.Step);
                if (frame.Step == PipelineStep.Relay)
                    await leaving.CancelAsync();
            }
        });

        Assert.Equal([PipelineStep.Decided, PipelineStep.Attempt, PipelineStep.Relay], steps);
        Assert.Equal(0, (await tandem.Ledger.VerifyAsync(Token)).OpenReservations);
    }

    [Fact]
    public async Task A_request_over_budget_reaches_no_upstream()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("never"));
        await using var tandem = new TestPipeline([Model(upstream, "gpt-4") with { Price = Price }]);
        var budget = new BudgetLimit("user:test", new NanoUsd(1_000), BudgetPeriod.Month, Hard: true);

        var error = await Assert.ThrowsAsync<RequestException>(() => tandem.AskAsync(TestPipeline.Call("hi", budget), Token));

        Assert.Equal(ErrorKind.BudgetExceeded, error.Kind);
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task Three_hundred_parallel_requests_never_overspend_a_hard_budget()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("Hel", "lo").WithUsage(input: 10, output: 100));
        await using var tandem = new TestPipeline([Model(upstream, "gpt-4") with { Price = Price }]);
        var budget = new BudgetLimit("user:test", NanoUsd.FromUsd(0.02m), BudgetPeriod.Month, Hard: true);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 300).Select(async _ =>
        {
            try
            {
                return (await tandem.AskAsync(TestPipeline.Call("hi", budget), Token)).Receipt!.Cost;
            }
            catch (RequestException refused) when (refused.Kind == ErrorKind.BudgetExceeded)
            {
                return (NanoUsd?)null;
            }
        }));

        var spent = outcomes.Aggregate(NanoUsd.Zero, (sum, cost) => sum + (cost ?? NanoUsd.Zero));
        Assert.InRange(outcomes.Count(cost => cost is not null), 1, 299);
        Assert.True(spent <= budget.Limit, $"{spent} of {budget.Limit}");
        Assert.Equal(spent, (await tandem.Ledger.ReadBudgetAsync(budget, DateTimeOffset.UtcNow, Token)).Spent);
        Assert.Equal(outcomes.Count(cost => cost is not null), upstream.Requests.Count);
        Assert.Empty((await tandem.Ledger.VerifyAsync(Token)).Problems);
    }

    [Fact]
    public async Task Private_text_with_only_external_models_is_refused_and_says_how_to_allow_it()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("never"));
        await using var tandem = new TestPipeline([Model(upstream, "gpt-4") with { Zone = Zone.External }], new PrivacyOptions());

        var error = await Assert.ThrowsAsync<RequestException>(() => tandem.AskAsync(TestPipeline.Call("hi"), Token));

        Assert.Equal(ErrorKind.PrivacyRefused, error.Kind);
        Assert.Contains("tandem privacy allow", error.Message, StringComparison.Ordinal);
        Assert.Empty(upstream.Requests);
        Assert.Equal(0, upstream.Connections);
    }

    [Fact]
    public async Task A_private_path_goes_to_the_local_model_whatever_was_consented()
    {
        await using var external = await FakeUpstream.StartAsync(Reply.Stream("never"));
        await using var local = await FakeUpstream.StartAsync(Reply.Stream("local"));
        await using var tandem = new TestPipeline([Model(external, "gpt-4") with { Zone = Zone.External }, Model(local, "llama")]);

        var answer = await tandem.AskAsync(
            TestPipeline.Call("what is in it?") with { Paths = ["deploy/.env.production"], ConsentedClass = DataClass.Shareable }, Token);

        Assert.Equal("local", answer.Text);
        Assert.Empty(external.Requests);
    }

    [Fact]
    public async Task A_named_external_model_takes_one_private_message_but_never_a_private_path()
    {
        await using var external = await FakeUpstream.StartAsync(Reply.Stream("ok"));
        await using var tandem = new TestPipeline([Model(external, "gpt-4") with { Zone = Zone.External }], new PrivacyOptions());

        var answer = await tandem.AskAsync(TestPipeline.Call("hi") with { PinnedModel = "gpt-4" }, Token);
        var error = await Assert.ThrowsAsync<RequestException>(
            () => tandem.AskAsync(TestPipeline.Call("hi") with { PinnedModel = "gpt-4", Paths = [".env"] }, Token));

        Assert.Equal("ok", answer.Text);
        Assert.Equal(ErrorKind.PrivacyRefused, error.Kind);
        Assert.Single(external.Requests);
    }

    [Theory]
    [InlineData(Faults.NoUsage)]
    [InlineData(Faults.AbsurdUsage)]
    public async Task Usage_that_is_missing_or_absurd_is_counted_here_and_flagged(Faults fault)
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("one ", "two ", "three").With(fault));
        await using var tandem = new TestPipeline([Model(upstream, "gpt-4") with { Price = Price }]);

        var answer = await tandem.AskAsync(TestPipeline.Call("count to three"), Token);

        Assert.True(answer.Receipt!.Usage.Estimated);
        Assert.InRange(answer.Receipt.Usage.OutputTokens, 3, 4);
        Assert.InRange(answer.Receipt.Usage.InputTokens, 3, 12);
    }

    [Fact]
    public async Task Nothing_reachable_is_said_with_the_cure()
    {
        var gone = await FakeUpstream.StartAsync(Reply.Stream("x"));
        var model = Model(gone, "llama");
        await gone.DisposeAsync();
        await using var tandem = new TestPipeline([model]);

        var error = await Assert.ThrowsAsync<RequestException>(() => tandem.AskAsync(TestPipeline.Call("hi"), Token));

        Assert.Equal(ErrorKind.NoModel, error.Kind);
        Assert.Contains("llama", error.Message, StringComparison.Ordinal);
        Assert.Contains("tandem doctor", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explaining_a_decision_makes_no_connection_and_no_ledger_entry()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("never"));
        await using var tandem = new TestPipeline([Model(upstream, "llama")]);

        var decision = await tandem.Pipeline.ExplainAsync(TestPipeline.Call("hi"), Token);

        Assert.Equal("llama", decision.Choice);
        Assert.Equal(0, upstream.Connections);
        Assert.Equal(0, (await tandem.Ledger.VerifyAsync(Token)).Entries);
    }

    [Fact]
    public async Task An_unknown_model_is_named_with_those_that_exist()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("never"));
        await using var tandem = new TestPipeline([Model(upstream, "llama")]);

        var error = await Assert.ThrowsAsync<RequestException>(() => tandem.AskAsync(TestPipeline.Call("hi") with { PinnedModel = "gpt-9" }, Token));

        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.Contains("llama", error.Message, StringComparison.Ordinal);
    }

    private static ModelOptions Model(FakeUpstream upstream, string name) =>
        TestModels.At(upstream, ProviderKind.OpenAICompatible, name) with { ContextTokens = 8_000, MaxOutputTokens = 200 };

    private static async Task AssertLedgerAsync(TestPipeline tandem, int requests, int attempts, NanoUsd cost)
    {
        var usage = await tandem.Ledger.ReadUsageAsync(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1), owner: null, Token);
        var proof = await tandem.Ledger.VerifyAsync(Token);
        Assert.Equal(attempts, usage.Sum(row => row.Attempts));
        Assert.Equal(cost, usage.Aggregate(NanoUsd.Zero, (sum, row) => sum + row.Cost));
        Assert.Equal(requests * 2, proof.Entries); // One reservation, one resolution.
        Assert.Empty(proof.Problems);
        Assert.Equal(0, proof.OpenReservations);
    }
}
