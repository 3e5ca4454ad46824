using Microsoft.Extensions.Time.Testing;
using Tandem.Pipeline.Attempts;
using Tandem.Providers;
using Tandem.Routing;

namespace Tandem.Pipeline.Tests.Attempts;

public sealed class BreakerTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void It_opens_after_five_failures_in_a_row_and_lets_one_probe_pass_after_its_rest()
    {
        var breaker = new Breaker(_time);
        Fail(breaker, 5);
        Assert.Equal(Health.Down, breaker.Health);
        Assert.False(breaker.TryEnter());

        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(Health.Recovering, breaker.Health);
        Assert.True(breaker.TryEnter());
        Assert.False(breaker.TryEnter());
        breaker.OnSuccess();
        Assert.Equal(Health.Up, breaker.Health);
        Assert.True(breaker.TryEnter());
    }

    [Fact]
    public void A_failed_probe_opens_it_again()
    {
        var breaker = new Breaker(_time);
        Fail(breaker, 5);
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.True(breaker.TryEnter());

        breaker.OnFailure(UpstreamError.TimedOut);

        Assert.False(breaker.TryEnter());
    }

    [Fact]
    public void An_abandoned_probe_leaves_the_place_to_the_next()
    {
        var breaker = new Breaker(_time);
        Fail(breaker, 5);
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.True(breaker.TryEnter());

        breaker.OnAbandoned();

        Assert.True(breaker.TryEnter());
    }

    [Theory]
    [InlineData(UpstreamError.InvalidRequest)]
    [InlineData(UpstreamError.ContextLength)]
    [InlineData(UpstreamError.ContentFilter)]
    public void A_request_that_is_refused_says_nothing_against_the_server(UpstreamError error)
    {
        var breaker = new Breaker(_time);
        Fail(breaker, 4);

        breaker.OnFailure(error);
        Fail(breaker, 4);

        Assert.Equal(Health.Up, breaker.Health);
    }

    private static void Fail(Breaker breaker, int times)
    {
        for (var time = 0; time < times; time++)
            breaker.OnFailure(UpstreamError.Overloaded);
    }
}
