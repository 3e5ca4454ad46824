using Tandem.Egress;

namespace Tandem.Providers.Wire;

/// <summary>Ends an attempt whose model says nothing for too long. Only model output counts; time in which the reader does not ask does not.</summary>
/// <remarks>One timer for the whole answer: a piece of output writes a time stamp and nothing else.</remarks>
internal sealed class ProgressWatch : IDisposable
{
    private readonly TimeProvider time;
    private readonly EgressDeadlines deadlines;
    private readonly CancellationTokenSource source;
    private readonly CancellationToken caller;
    private readonly ITimer timer;
    private readonly long started;
    private readonly Lock gate = new();
    private long last;
    private long pausedAt;
    private bool hasOutput;
    private bool disposed;
    private string? passed;

    public ProgressWatch(EgressDeadlines deadlines, TimeProvider time, CancellationToken caller)
    {
        this.deadlines = deadlines;
        this.time = time;
        this.caller = caller;
        source = CancellationTokenSource.CreateLinkedTokenSource(caller);
        started = last = time.GetTimestamp();
        timer = time.CreateTimer(static watch => ((ProgressWatch)watch!).Look(), this, Least(deadlines.FirstToken, deadlines.Total), Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => source.Token;

    /// <summary>The deadline that passed, or null.</summary>
    public string? Passed => caller.IsCancellationRequested ? null : passed;

    public void Output()
    {
        lock (gate)
        {
            last = time.GetTimestamp();
            if (hasOutput) return;
            hasOutput = true;
            if (!disposed) timer.Change(Least(deadlines.Progress, deadlines.Total - time.GetElapsedTime(started)), Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The reader does not ask: a slow client is not the upstream's fault.</summary>
    public void Pause()
    {
        lock (gate) pausedAt = time.GetTimestamp();
    }

    public void Resume()
    {
        lock (gate)
        {
            last += time.GetTimestamp() - pausedAt;
            pausedAt = 0;
        }
    }

    public void Dispose()
    {
        lock (gate) disposed = true;
        timer.Dispose();
        source.Dispose();
    }

    private void Look()
    {
        lock (gate)
        {
            if (disposed) return;
            var now = time.GetTimestamp();
            var allowed = hasOutput ? deadlines.Progress : deadlines.FirstToken;
            var left = allowed - time.GetElapsedTime(last, pausedAt != 0 ? pausedAt : now);
            var totalLeft = deadlines.Total - time.GetElapsedTime(started, now);
            if (totalLeft <= TimeSpan.Zero) passed = $"the whole answer took longer than {deadlines.Total.TotalSeconds:0.#} s";
            else if (left <= TimeSpan.Zero && pausedAt == 0)
                passed = hasOutput ? $"no output came for {allowed.TotalSeconds:0.#} s" : $"no first token came within {allowed.TotalSeconds:0.#} s";
            else
            {
                timer.Change(Least(left > TimeSpan.Zero ? left : allowed, totalLeft), Timeout.InfiniteTimeSpan);
                return;
            }
        }

        source.Cancel();
    }

    private static TimeSpan Least(TimeSpan a, TimeSpan b)
    {
        var least = a < b ? a : b;
        return least > TimeSpan.FromMilliseconds(1) ? least : TimeSpan.FromMilliseconds(1);
    }
}
