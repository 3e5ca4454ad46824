using CsCheck;
using Tandem.Pipeline.Observations;
using Tandem.Storage.Observations;

namespace Tandem.Storage.Tests.Observations;

public sealed class ObservationTests
{
    [Fact]
    public async Task A_model_nobody_used_is_not_known()
    {
        await using var test = new TestDatabase();
        await using var observations = new SqlModelObservations(test.Database, test.Time);

        Assert.Null(observations.Find("llama"));
    }

    [Fact]
    public async Task What_one_process_saw_the_next_one_knows()
    {
        await using var test = new TestDatabase();
        await using (var first = new SqlModelObservations(test.Database, test.Time))
        {
            for (var i = 1; i <= 9; i++) first.Record(Seen(bytes: 4_000, tokens: 1_000, firstMs: i * 100));
            first.Record(Seen(bytes: 3_000, tokens: 1_000, model: "gpt-4"));
        }

        await using var next = new SqlModelObservations(test.Database, test.Time);
        await next.LoadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new ModelStatistics(9, 4 * 9 / 10.0, 4, 5, TimeSpan.FromMilliseconds(500), next.Find("llama")!.TokensPerSecond, 100), next.Find("llama"));
        Assert.Equal(1, next.Find("gpt-4")!.Count);
    }

    [Fact]
    public async Task Only_the_last_few_hundred_are_kept()
    {
        await using var test = new TestDatabase();
        for (var process = 0; process < 4; process++)
        {
            await using var observations = new SqlModelObservations(test.Database, test.Time);
            for (var i = 0; i < 100; i++) observations.Record(Seen(4_000 + process, 1_000));
            test.Time.Advance(TimeSpan.FromMinutes(1));
        }

        await using var next = new SqlModelObservations(test.Database, test.Time);
        await next.LoadAsync(TestContext.Current.CancellationToken);

        Assert.Equal((200, 4.0025), (next.Find("llama")!.Count, next.Find("llama")!.BytesPerTokenMean));
    }

    [Fact]
    public void The_bound_lies_below_nearly_all_of_many_requests() =>
        Gen.Select(Gen.Long[600, 100_000], Gen.Double[1.0, 6.0]).Array[50, 200].Sample(requests =>
        {
            var window = new ObservationWindow();
            foreach (var (bytes, perToken) in requests) window.Add(Seen(bytes, Math.Max(1, (long)(bytes / perToken))));
            var bound = window.Statistics().BytesPerTokenBound;
            var below = requests.Count(r => (double)r.Item1 / Math.Max(1, (long)(r.Item1 / r.Item2)) < bound);
            return bound > 0 && below <= requests.Length * 0.02;
        });

    [Fact]
    public void The_bound_of_few_requests_lies_below_all_of_them()
    {
        var window = new ObservationWindow();
        window.Add(Seen(4_000, 1_000));
        var one = window.Statistics().BytesPerTokenBound;
        window.Add(Seen(3_000, 1_000));
        var two = window.Statistics().BytesPerTokenBound;

        Assert.Equal((2.0, 2.0), (one, two));
    }

    [Fact]
    public void Short_requests_do_not_lower_the_bound_once_there_are_longer_ones()
    {
        var window = new ObservationWindow();
        window.Add(Seen(bytes: 5, tokens: 20));
        Assert.Equal(0.125, window.Statistics().BytesPerTokenBound);

        window.Add(Seen(bytes: 4_000, tokens: 1_000));

        Assert.Equal(2, window.Statistics().BytesPerTokenBound);
    }

    [Fact]
    public void Attempts_without_counts_leave_the_ordinary_assumptions()
    {
        var window = new ObservationWindow();
        window.Add(new ModelObservation("llama", 100, 0, 0, 0, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)));

        Assert.Equal(new ModelStatistics(1, 2.5, 2.5, 2.5, TimeSpan.FromSeconds(1), 40, 0), window.Statistics());
    }

    [Fact]
    public void Speed_is_the_median_after_the_first_token()
    {
        var window = new ObservationWindow();
        foreach (var seconds in new[] { 2, 3, 6 }) // 100 tokens in 1, 2 and 5 seconds.
            window.Add(Seen(4_000, 1_000, firstMs: 1_000) with { Duration = TimeSpan.FromSeconds(seconds) });
        window.Add(Seen(4_000, 1_000, firstMs: 1_000) with { Duration = TimeSpan.FromSeconds(5) });

        Assert.Equal((50 + 25) / 2.0, window.Statistics().TokensPerSecond);
    }

    private static ModelObservation Seen(long bytes, long tokens, double firstMs = 300, string model = "llama") =>
        new(model, bytes, tokens, 500, 100, TimeSpan.FromMilliseconds(firstMs), TimeSpan.FromSeconds(2));
}
