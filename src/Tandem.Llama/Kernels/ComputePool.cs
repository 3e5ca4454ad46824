using System.Runtime.ExceptionServices;

namespace Tandem.Llama.Kernels;

/// <summary>A bounded set of threads that runs one job at a time, split into items that the threads take as they get free.</summary>
/// <remarks>
/// A token runs about a hundred jobs, microseconds apart, so that waiting threads spin for a moment before they sleep. A job is done when its
/// items are, not when every thread has looked at it: on a busy machine a thread that gets no processor holds nobody up.
/// <see cref="Run"/> may be called from several threads; the calls then take turns.
/// </remarks>
internal sealed class ComputePool : IDisposable
{
    /// <summary>Multiplications below which handing work to other threads costs more than it saves.</summary>
    private const long SmallWork = 200_000;
    private const int SpinsBeforeSleep = 2_000;
    private readonly Lock _turn = new();
    private readonly Thread[] _threads;
    private readonly SemaphoreSlim _wake = new(0);
    private Job? _current;
    private int _sleeping;
    private volatile bool _stopping;

    /// <param name="threads">How many threads compute, the caller's included.</param>
    public ComputePool(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        _threads = new Thread[threads - 1];
        for (var i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new Thread(Work) { IsBackground = true, Name = "llama compute" };
            _threads[i].Start();
        }
    }

    public int Threads { get; }

    /// <summary>Runs <paramref name="body"/> for 0 … <paramref name="items"/> − 1 and returns when all are done.</summary>
    /// <param name="items">Number of items; their order is free.</param>
    /// <param name="work">Multiplications of all items together, about: little work stays on the caller's thread.</param>
    /// <param name="body">Computes one item. The first exception that it throws is thrown here, after all items.</param>
    public void Run(int items, long work, Action<int> body)
    {
        if (_threads.Length == 0 || items == 1 || work < SmallWork)
        {
            for (var i = 0; i < items; i++)
                body(i);
            return;
        }

        lock (_turn)
        {
            var job = new Job(items, body);
            Volatile.Write(ref _current, job);
            Interlocked.MemoryBarrier(); // The job is visible before we look who sleeps.
            var sleeping = Interlocked.Exchange(ref _sleeping, 0);
            if (sleeping > 0)
                _wake.Release(sleeping);
            job.TakeItems();
            var spin = default(SpinWait);
            while (!job.IsDone)
                spin.SpinOnce(sleep1Threshold: -1);
            Volatile.Write(ref _current, null);
            job.ThrowIfFailed();
        }
    }

    private void Work()
    {
        Job? seen = null;
        while (!_stopping)
        {
            var job = Volatile.Read(ref _current);
            for (var spins = 0; (job is null || job == seen) && spins < SpinsBeforeSleep && !_stopping; spins++)
            {
                Thread.SpinWait(8);
                job = Volatile.Read(ref _current);
            }

            if (job is not null && job != seen)
            {
                job.TakeItems();
                seen = job;
            }
            else if (!_stopping)
            {
                Sleep(seen);
            }
        }
    }

    /// <summary>Announces the sleep first, then looks again: a job published in between has either been seen or will release us.</summary>
    private void Sleep(Job? seen)
    {
        Interlocked.Increment(ref _sleeping);
        var job = Volatile.Read(ref _current);
        var nothingNew = (job is null || job == seen) && !_stopping;
        if (nothingNew || !TryWithdrawSleep())
            _wake.Wait();
    }

    /// <summary>Takes back an announced sleep; false where a release for it is already on its way.</summary>
    private bool TryWithdrawSleep()
    {
        while (true)
        {
            var sleeping = Volatile.Read(ref _sleeping);
            if (sleeping == 0)
                return false;
            if (Interlocked.CompareExchange(ref _sleeping, sleeping - 1, sleeping) == sleeping)
                return true;
        }
    }

    public void Dispose()
    {
        _stopping = true;
        _wake.Release(Math.Max(1, _threads.Length));
        foreach (var thread in _threads)
            thread.Join();
        _wake.Dispose();
    }

    /// <summary>Its counters are its own, so that a thread which comes late finds nothing to do rather than the next job's items.</summary>
    private sealed class Job(int items, Action<int> body)
    {
        private ExceptionDispatchInfo? _failure;
        private int _next;
        private int _done;

        public bool IsDone => Volatile.Read(ref _done) == items;

        public void TakeItems()
        {
            for (var i = Interlocked.Increment(ref _next) - 1; i < items; i = Interlocked.Increment(ref _next) - 1)
            {
                try
                {
                    body(i);
                }
                catch (Exception failure)
                {
                    Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(failure), null);
                }

                Interlocked.Increment(ref _done);
            }
        }

        public void ThrowIfFailed() => _failure?.Throw();
    }
}
