using Microsoft.Extensions.Time.Testing;
using Tandem.Egress;
using Tandem.Providers.Chat;
using Tandem.ScriptedUpstream;

namespace Tandem.Providers.Tests.Wire;

/// <summary>What upstreams do wrong, in every dialect, relayed and translated.</summary>
public sealed class FaultTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<ProviderKind, bool> Ways
    {
        get
        {
            var ways = new TheoryData<ProviderKind, bool>();
            foreach (var kind in Call.Kinds)
            {
                ways.Add(kind, true);
                ways.Add(kind, false);
            }

            return ways;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Maps_each_refusal_to_its_kind_and_never_copies_the_upstreams_words(ProviderKind kind, bool same)
    {
        (Reply Reply, UpstreamError Error)[] cases =
        [
            (Reply.Status(400, "bad words"), UpstreamError.InvalidRequest),
            (Reply.Status(401, "bad words"), UpstreamError.Unauthorized),
            (Reply.Status(403, "bad words"), UpstreamError.Unauthorized),
            (Reply.Status(404, "bad words"), UpstreamError.NotFound),
            (Reply.Status(402, "bad words"), UpstreamError.QuotaExhausted),
            (Reply.Status(413, "bad words"), UpstreamError.ContextLength),
            (Reply.Status(429, "bad words", retryAfterSeconds: 7), UpstreamError.RateLimited),
            (Reply.Status(500, "bad words"), UpstreamError.Overloaded),
            (Reply.Status(503, "bad words", retryAfterSeconds: 3), UpstreamError.Overloaded),
            (Reply.Status(529, "bad words"), UpstreamError.Overloaded),
            (Reply.Broken(Faults.ContextLength), UpstreamError.ContextLength),
            (Reply.Broken(Faults.ContentFilter), UpstreamError.ContentFilter),
            (Reply.Broken(Faults.QuotaExhausted), UpstreamError.QuotaExhausted),
            (Reply.Broken(Faults.Redirect), UpstreamError.Malformed),
            (Reply.Broken(Faults.Html), UpstreamError.Malformed),
            (Reply.Broken(Faults.WrongContentType), UpstreamError.Malformed),
            (Reply.Broken(Faults.BadUtf8, after: 1), UpstreamError.Malformed),
            (Reply.Broken(Faults.EndEarly, after: 1), UpstreamError.CutOff),
            (Reply.Broken(Faults.Cut, after: 1), UpstreamError.CutOff),
            (Reply.Broken(Faults.Reset, after: 1), UpstreamError.CutOff),
            (Reply.Broken(Faults.Reset, after: -1), UpstreamError.CutOff),
            (Reply.Broken(Faults.InBandError), UpstreamError.Overloaded),
            (Reply.Broken(Faults.InBandError, after: 1), UpstreamError.Overloaded),
        ];
        await using var upstream = await FakeUpstream.StartAsync([.. cases.Select(one => one.Reply)]);
        foreach (var (reply, expected) in cases)
        {
            var error = await Assert.ThrowsAsync<UpstreamException>(() => Call.SendAsync(upstream, kind, Request(kind, same)));
            Assert.True(expected == error.Error, $"{reply.StatusCode} {reply.Faults}: {error.Error} instead of {expected}");
            Assert.DoesNotContain("bad words", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("test-key", error.ToString(), StringComparison.Ordinal);
            Assert.Equal(reply.RetryAfterSeconds, error.RetryAfter?.TotalSeconds);
        }

        Assert.Equal(cases.Length, upstream.Requests.Count); // One attempt each: nothing is repeated here.
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task An_empty_answer_is_no_answer(ProviderKind kind, bool same)
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Broken(Faults.Empty));
        var error = await Assert.ThrowsAsync<UpstreamException>(() => Call.SendAsync(upstream, kind, Request(kind, same)));
        Assert.Contains(error.Error, new[] { UpstreamError.CutOff, UpstreamError.Malformed });
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Reads_through_comments_line_ends_single_bytes_one_broken_line_and_a_missing_terminator(ProviderKind kind, bool same)
    {
        foreach (var faults in new[]
                 {
                     Faults.OneBytePerPacket | Faults.Crlf | Faults.Comments, Faults.MalformedLine, Faults.NoTerminator, Faults.NoUsage, Faults.AbsurdUsage,
                     Faults.Crlf | Faults.NoTerminator | Faults.MalformedLine,
                 })
        {
            await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("Hé", "l😀", "lo").With(faults, after: 1));
            var call = await Call.SendAsync(upstream, kind, Request(kind, same));
            var dialect = ModelEndpoints.DialectOf(kind);
            var text = same ? ClientView.Read(dialect, stream: true, call.Text).Text : string.Concat(call.Events.OfType<TextEvent>().Select(one => one.Text));
            Assert.Equal("Hél😀lo", text);
            Assert.Equal(FinishReason.Stop, call.Terminal.Finish);
            if (same) Assert.True(ClientView.Read(dialect, stream: true, call.Text).Terminated);
            if (faults is Faults.NoUsage or Faults.AbsurdUsage) Assert.True(call.Terminal.Usage.OutputTokens is >= 0 and < 1_000_000);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Ends_at_the_finish_although_the_connection_stays_open(ProviderKind kind, bool same)
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("Hel", "lo").With(Faults.StaysOpen));
        var time = new FakeTimeProvider();
        var sending = Call.SendAsync(upstream, kind, Request(kind, same), time);
        if (kind == ProviderKind.Google)
        {
            await upstream.HoldingAsync(Token); // Its streams have no terminator: only the deadline tells.
            await AdvanceUntilAsync(time, sending);
        }

        Assert.Equal(FinishReason.Stop, (await sending).Terminal.Finish);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Waits_for_the_first_token_until_its_deadline(ProviderKind kind, bool same)
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Broken(Faults.Stall));
        var time = new FakeTimeProvider();
        var sending = Call.SendAsync(upstream, kind, Request(kind, same), time, new EgressDeadlines { FirstToken = TimeSpan.FromSeconds(30) });
        await upstream.HoldingAsync(Token);
        await AdvanceUntilAsync(time, sending);
        var error = await Assert.ThrowsAsync<UpstreamException>(() => sending);
        Assert.Equal(UpstreamError.TimedOut, error.Error);
        Assert.Contains("first token", error.Message, StringComparison.Ordinal);
        Assert.False(await upstream.Requests[0].Ended.WaitAsync(TimeSpan.FromSeconds(20), Token)); // The upstream was left.
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Waits_for_progress_until_its_deadline(ProviderKind kind, bool same)
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Broken(Faults.Stall, after: 1));
        var time = new FakeTimeProvider();
        var sending = Call.SendAsync(upstream, kind, Request(kind, same), time, new EgressDeadlines { Progress = TimeSpan.FromSeconds(20) });
        await upstream.HoldingAsync(Token);
        await AdvanceUntilAsync(time, sending);
        Assert.Equal(UpstreamError.TimedOut, (await Assert.ThrowsAsync<UpstreamException>(() => sending)).Error);
    }

    [Fact]
    public async Task Does_not_cut_a_slow_stream_that_makes_progress()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("a").ThenHold().ThenText("b"));
        var time = new FakeTimeProvider();
        var sending = Call.SendAsync(upstream, ProviderKind.OpenAICompatible, Call.Request(Dialect.Native), time, new EgressDeadlines { Progress = TimeSpan.FromSeconds(20) });
        await upstream.HoldingAsync(Token);
        time.Advance(TimeSpan.FromSeconds(10));
        upstream.Release();
        Assert.Equal("ab", string.Concat((await sending).Events.OfType<TextEvent>().Select(one => one.Text)));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_caller_who_leaves_ends_the_upstreams_work(ProviderKind kind, bool same)
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Broken(Faults.Stall, after: 1));
        using var leaving = new CancellationTokenSource();
        var sending = Call.SendAsync(upstream, kind, Request(kind, same), cancellationToken: leaving.Token);
        await upstream.HoldingAsync(Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.False(await upstream.Requests[0].Ended.WaitAsync(TimeSpan.FromSeconds(20), Token));
    }

    [Fact]
    public async Task Gives_up_after_more_than_one_broken_line()
    {
        var body = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\ndata: {oops\n\ndata: {oops\n\ndata: [DONE]\n\n";
        await using var upstream = await FakeUpstream.StartAsync(Reply.Raw(Call.Bytes(body), "text/event-stream"));
        var error = await Assert.ThrowsAsync<UpstreamException>(() => Call.SendAsync(upstream, ProviderKind.OpenAI, Call.Request(Dialect.OpenAI)));
        Assert.Equal(UpstreamError.Malformed, error.Error);
    }

    [Fact]
    public async Task Takes_a_whole_answer_where_a_stream_was_asked_for()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Raw(
            Call.Bytes("""{"id":"x","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":1}}"""),
            "application/json"));
        var call = await Call.SendAsync(upstream, ProviderKind.OpenAICompatible, Call.Request(Dialect.OpenAI));
        var view = ClientView.Read(Dialect.OpenAI, stream: true, call.Text);
        Assert.Equal(("Hello", "stop", true), (view.Text, view.Finish, view.Terminated));
    }

    [Fact]
    public async Task A_quota_error_under_status_200_is_a_quota_error()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Raw(Call.Bytes("""{"error":{"message":"Insufficient credits","code":402}}"""), "application/json"));
        foreach (var stream in new[] { true, false })
        {
            var error = await Assert.ThrowsAsync<UpstreamException>(() => Call.SendAsync(upstream, ProviderKind.OpenAICompatible, Call.Request(Dialect.OpenAI, stream)));
            Assert.Equal(UpstreamError.QuotaExhausted, error.Error);
        }
    }

    private static ModelRequest Request(ProviderKind kind, bool same) => Call.Request(same ? ModelEndpoints.DialectOf(kind) : Dialect.Native);

    /// <summary>The client may still be on its way to the point that waits: time goes on until it is over.</summary>
    private static async Task AdvanceUntilAsync(FakeTimeProvider time, Task sending)
    {
        while (!sending.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            await Task.WhenAny(sending, Task.Delay(5, Token));
        }
    }
}
