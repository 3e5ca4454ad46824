using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Tandem.Pipeline.Attempts;

namespace Tandem.Pipeline.Tests.Attempts;

public sealed class BulkheadTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lets_so_many_in_and_no_more()
    {
        var bulkhead = new Bulkhead(slots: 2, maxWaiting: 8, _time);
        using var first = await Enter(bulkhead, "ann");
        using var second = await Enter(bulkhead, "ann");

        var third = Enter(bulkhead, "ann");

        Assert.False(third.IsCompleted);
        first!.Dispose();
        using var slot = await third;
        Assert.NotNull(slot);
        Assert.Equal((2, 0), (bulkhead.Taken, bulkhead.Waiting));
    }

    [Fact]
    public async Task A_flood_delays_another_tenant_by_one_turn()
    {
        var bulkhead = new Bulkhead(slots: 1, maxWaiting: 200, _time);
        var running = await Enter(bulkhead, "flood");
        var flood = Enumerable.Range(0, 100).Select(_ => Enter(bulkhead, "flood")).ToList();
        var other = Enter(bulkhead, "other");

        running!.Dispose();
        (await flood[0])!.Dispose();

        using var slot = await other;
        Assert.NotNull(slot);
        Assert.False(flood[1].IsCompleted);
    }

    [Fact]
    public async Task A_full_queue_refuses_the_tenant_that_fills_it_and_makes_room_for_another()
    {
        var bulkhead = new Bulkhead(slots: 1, maxWaiting: 3, _time);
        using var running = await Enter(bulkhead, "flood");
        var flood = Enumerable.Range(0, 3).Select(_ => Enter(bulkhead, "flood")).ToList();

        Assert.True(bulkhead.IsFullFor("flood"));
        Assert.False(bulkhead.IsFullFor("other"));
        Assert.Null(await Enter(bulkhead, "flood"));
        var other = Enter(bulkhead, "other");

        Assert.False(other.IsCompleted);
        Assert.Null(await flood[2]); // The newest of the flood gave way.
        Assert.Equal(3, bulkhead.Waiting);
    }

    [Fact]
    public async Task Who_leaves_or_waits_too_long_frees_the_place()
    {
        var bulkhead = new Bulkhead(slots: 1, maxWaiting: 8, _time);
        var running = await Enter(bulkhead, "ann");
        using var leaving = new CancellationTokenSource();
        var left = bulkhead.EnterAsync("ann", Long, leaving.Token).AsTask();
        var late = bulkhead.EnterAsync("bob", TimeSpan.FromSeconds(1), Token).AsTask();
        var last = Enter(bulkhead, "bob");

        await leaving.CancelAsync();
        _time.Advance(TimeSpan.FromSeconds(2));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Assert.Null(await late);
        running!.Dispose();
        (await last)!.Dispose();
        Assert.Equal((0, 0), (bulkhead.Taken, bulkhead.Waiting));
    }

    [Fact]
    public void Whatever_comes_and_goes_no_slot_is_lost_nor_given_twice() => Check.Sample(
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 2]).Array[1, 120],
        steps =>
        {
            var bulkhead = new Bulkhead(slots: 2, maxWaiting: 5, _time);
            var asked = new List<Task<Bulkhead.Slot?>>();
            foreach (var (tenant, action) in steps)
            {
                if (action < 2)
                    asked.Add(Enter(bulkhead, $"t{tenant}"));
                else if (asked.Find(IsGranted) is { } granted)
                {
                    granted.GetAwaiter().GetResult()!.Dispose();
                    asked.Remove(granted);
                }

                Assert.InRange(bulkhead.Taken, 0, 2);
                Assert.InRange(bulkhead.Waiting, 0, 5);
            }

            while (bulkhead.Taken > 0)
            {
                SpinWait.SpinUntil(() => asked.Exists(IsGranted)); // A granted turn runs on the pool.
                var granted = asked.Find(IsGranted)!;
                granted.GetAwaiter().GetResult()!.Dispose();
                asked.Remove(granted);
            }

            Assert.Equal(0, bulkhead.Waiting);
        },
        iter: 50);

    private static bool IsGranted(Task<Bulkhead.Slot?> asked) => asked.IsCompletedSuccessfully && asked.GetAwaiter().GetResult() is not null;

    private static Task<Bulkhead.Slot?> Enter(Bulkhead bulkhead, string tenant) => bulkhead.EnterAsync(tenant, Long, Token).AsTask();
}
