using System.Runtime.ExceptionServices;

namespace Tandem.Llama.Kernels;

/// <summary>A bounded set of threads that runs one job at a time, split into items that the threads take as they get free.</summary>
/// <remarks>
/// A token runs about a hundred jobs, microseconds apart, so that waiting threads spin for a moment before they sleep.
/// <see cref="Run"/> may be called from several threads; the calls then take turns.
/// </remarks>
internal sealed class ComputePool : IDisposable
{
    private const int SpinsBeforeSleep = 4_000;
    private readonly Lock _turn = new();
    private readonly Thread[] _threads;
    private readonly SemaphoreSlim _wake = new(0);
    private Action<int>? _job;
    private ExceptionDispatchInfo? _failure;
    private int _items;
    private int _nextItem;
    private int _generation;
    private int _working;
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

    /// <summary>Runs <paramref name="job"/> for 0 … <paramref name="items"/> − 1 and returns when all are done.</summary>
    public void Run(int items, Action<int> job)
    {
        lock (_turn)
        {
            if (_threads.Length == 0 || items == 1)
            {
                for (var i = 0; i < items; i++)
                    job(i);
                return;
            }

            _job = job;
            _items = items;
            _nextItem = 0;
            Volatile.Write(ref _working, _threads.Length);
            Interlocked.Increment(ref _generation); // Publishes the fields above.
            var sleeping = Interlocked.Exchange(ref _sleeping, 0);
            if (sleeping > 0)
                _wake.Release(sleeping);
            TakeItems();
            var spin = default(SpinWait);
            while (Volatile.Read(ref _working) > 0)
                spin.SpinOnce(sleep1Threshold: -1);
            _job = null;
            var failure = Interlocked.Exchange(ref _failure, null);
            failure?.Throw();
        }
    }

    private void Work()
    {
        var seen = 0;
        while (true)
        {
            for (var spins = 0; Volatile.Read(ref _generation) == seen && !_stopping; spins++)
            {
                if (spins < SpinsBeforeSleep)
                {
                    Thread.SpinWait(8);
                    continue;
                }

                // Announce the sleep first, then look again: a job published in between has either been seen or will release us.
                Interlocked.Increment(ref _sleeping);
                if (Volatile.Read(ref _generation) == seen && !_stopping)
                {
                    _wake.Wait();
                }
                else if (!TryWithdrawSleep())
                {
                    _wake.Wait();
                }

                spins = 0;
            }

            if (_stopping)
                return;
            seen = Volatile.Read(ref _generation);
            TakeItems();
            Interlocked.Decrement(ref _working);
        }
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

    private void TakeItems()
    {
        try
        {
            var job = _job!;
            var items = _items;
            for (var i = Interlocked.Increment(ref _nextItem) - 1; i < items; i = Interlocked.Increment(ref _nextItem) - 1)
                job(i);
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(failure), null);
        }
    }

    public void Dispose()
    {
        _stopping = true;
        Interlocked.Increment(ref _generation);
        _wake.Release(Math.Max(1, _threads.Length));
        foreach (var thread in _threads)
            thread.Join();
        _wake.Dispose();
    }
}
