using Tandem.Pipeline.Attempts;
using Tandem.Providers;

namespace Tandem.Pipeline.Tests.Attempts;

public sealed class RetryRulesTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(UpstreamError.QuotaExhausted)]
    [InlineData(UpstreamError.ContextLength)]
    [InlineData(UpstreamError.ContentFilter)]
    [InlineData(UpstreamError.Unauthorized)]
    [InlineData(UpstreamError.NotFound)]
    [InlineData(UpstreamError.Certificate)]
    public void These_are_never_tried_again_on_the_same_model(UpstreamError error)
    {
        Assert.IsType<RetryDecision.NextModel>(After(error, hasNext: true));
        Assert.IsType<RetryDecision.GiveUp>(After(error, hasNext: false));
    }

    [Fact]
    public void A_short_retry_after_is_kept_and_a_long_one_is_not_waited_for()
    {
        var kept = Assert.IsType<RetryDecision.Again>(After(UpstreamError.RateLimited, hasNext: false, retryAfter: TimeSpan.FromSeconds(4)));

        Assert.InRange(kept.Pause, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(5.5));
        Assert.IsType<RetryDecision.GiveUp>(After(UpstreamError.RateLimited, hasNext: false, retryAfter: TimeSpan.FromSeconds(11)));
        Assert.IsType<RetryDecision.NextModel>(After(UpstreamError.RateLimited, hasNext: true, retryAfter: TimeSpan.FromSeconds(4)));
    }

    [Fact]
    public void The_third_attempt_is_the_last() =>
        Assert.IsType<RetryDecision.GiveUp>(After(UpstreamError.Overloaded, hasNext: true, attempts: 3));

    [Fact]
    public void Pauses_grow()
    {
        var first = Assert.IsType<RetryDecision.Again>(After(UpstreamError.Overloaded, attempts: 1)).Pause;
        var second = Assert.IsType<RetryDecision.Again>(After(UpstreamError.Overloaded, attempts: 2)).Pause;

        Assert.InRange(first, TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(400));
        Assert.InRange(second, TimeSpan.FromMilliseconds(400), TimeSpan.FromMilliseconds(800));
    }

    [Fact]
    public void A_request_the_upstream_does_not_take_is_the_clients_to_change() =>
        Assert.IsType<RetryDecision.GiveUp>(After(UpstreamError.InvalidRequest, hasNext: true));

    [Fact]
    public void A_retry_is_taken_from_the_budget_only_where_one_would_be_made()
    {
        var asked = 0;
        RetryRules.After(new UpstreamException(UpstreamError.Unauthorized, "x"), 1, Hour, hasNext: false, () => asked++ < 0, new Random(1));
        Assert.Equal(0, asked);

        Assert.IsType<RetryDecision.GiveUp>(
            RetryRules.After(new UpstreamException(UpstreamError.Overloaded, "x"), 1, Hour, hasNext: false, () => asked++ < 0, new Random(1)));
        Assert.Equal(1, asked);
    }

    [Fact]
    public void At_most_a_fifth_of_many_requests_are_retries()
    {
        var budget = new RetryBudget();
        var retries = 0;
        for (var request = 0; request < 1_000; request++)
        {
            budget.OnRequest();
            if (budget.TryTake())
                retries++;
        }

        Assert.InRange(retries, 190, 202);
    }

    private static RetryDecision After(UpstreamError error, bool hasNext = false, int attempts = 1, TimeSpan? retryAfter = null) =>
        RetryRules.After(new UpstreamException(error, "x") { RetryAfter = retryAfter }, attempts, Hour, hasNext, () => true, new Random(1));
}
