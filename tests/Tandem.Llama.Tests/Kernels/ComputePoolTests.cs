using Tandem.Llama.Kernels;

namespace Tandem.Llama.Tests.Kernels;

public sealed class ComputePoolTests
{
    private const long Much = 1_000_000_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_item_of_every_job_runs_once(int threads)
    {
        using var pool = new ComputePool(threads);
        for (var job = 1; job <= 300; job++)
        {
            var counts = new int[job % 17 + 1];
            pool.Run(counts.Length, Much, i => Interlocked.Increment(ref counts[i]));
            Assert.All(counts, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void A_failure_comes_out_and_the_pool_lives_on()
    {
        using var pool = new ComputePool(3);
        Assert.Throws<InvalidDataException>(() => pool.Run(10, Much, i => throw new InvalidDataException()));
        var done = 0;
        pool.Run(10, Much, _ => Interlocked.Increment(ref done));
        Assert.Equal(10, done);
    }

    [Fact]
    public void Several_callers_take_turns()
    {
        using var pool = new ComputePool(2);
        var done = 0;
        Parallel.For(0, 50, _ => pool.Run(20, Much, _ => Interlocked.Increment(ref done)));
        Assert.Equal(1_000, done);
    }

    [Fact]
    public void Little_work_stays_on_the_caller_s_thread()
    {
        using var pool = new ComputePool(4);
        var caller = Environment.CurrentManagedThreadId;
        pool.Run(100, work: 10, _ => Assert.Equal(caller, Environment.CurrentManagedThreadId));
    }
}
