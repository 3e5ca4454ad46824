namespace Tandem.Llama.Hub;

/// <summary>Measures speed and reports it a few times a second.</summary>
internal sealed class PullMeter(TimeProvider time, IProgress<PullProgress>? progress, long alreadyDone, long total)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private readonly long _start = time.GetTimestamp();
    private long _received;
    private TimeSpan _nextReport;

    public void Add(long done)
    {
        _received = done - alreadyDone;
        var elapsed = time.GetElapsedTime(_start);
        if (elapsed < _nextReport)
            return;
        _nextReport = elapsed + Interval;
        Report(elapsed);
    }

    public void Done() => Report(time.GetElapsedTime(_start));

    private void Report(TimeSpan elapsed)
    {
        var speed = elapsed > TimeSpan.Zero ? Math.Max(0, _received) / elapsed.TotalSeconds : 0;
        progress?.Report(new PullProgress(alreadyDone + _received, total, speed));
    }
}
