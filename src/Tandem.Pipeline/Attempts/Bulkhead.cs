namespace Tandem.Pipeline.Attempts;

/// <summary>
/// Bounds the attempts under way at one upstream. Who must wait is served fairly: one of each tenant in turn, each tenant's own in order, so
/// that one tenant's flood delays another by one attempt and not by the flood. Safe for concurrent use.
/// </summary>
/// <remarks>Bounded: where the queue is full, whoever has most in it gives way (the newest of it); its owner is told when to come again.</remarks>
/// <param name="slots">Most attempts at once.</param>
/// <param name="maxWaiting">Most that wait.</param>
internal sealed class Bulkhead(int slots, int maxWaiting, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedList<Waiter>> _tenants = new(StringComparer.Ordinal);
    private readonly Queue<string> _turns = new();
    private int _taken;
    private int _waiting;

    /// <summary>Attempts under way.</summary>
    public int Taken
    {
        get
        {
            lock (_gate)
                return _taken;
        }
    }

    /// <summary>Requests that wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _waiting;
        }
    }

    /// <summary>Another request of this tenant would be refused at once.</summary>
    public bool IsFullFor(string tenant)
    {
        lock (_gate)
            return _waiting >= maxWaiting && Longest().Waiters.Count <= CountOf(tenant) + 1;
    }

    /// <summary>Takes a slot, waiting for it at most <paramref name="deadline"/>; dispose it when the attempt is over.</summary>
    /// <returns>Null = the queue is full, or the deadline passed.</returns>
    /// <exception cref="OperationCanceledException">The request was given up while it waited.</exception>
    public ValueTask<Slot?> EnterAsync(string tenant, TimeSpan deadline, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_taken < slots && _waiting == 0)
            {
                _taken++;
                return new(new Slot(this));
            }

            if (_waiting >= maxWaiting && !TryMakeRoom(tenant))
                return default;
            var waiter = new Waiter();
            if (!_tenants.TryGetValue(tenant, out var waiters))
            {
                _tenants[tenant] = waiters = new();
                _turns.Enqueue(tenant);
            }

            waiters.AddLast(waiter.Place);
            _waiting++;
            return new(WaitAsync(waiter, deadline, cancellationToken));
        }
    }

    private async Task<Slot?> WaitAsync(Waiter waiter, TimeSpan deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await waiter.Turn.WaitAsync(deadline, time, cancellationToken) ? new Slot(this) : null;
        }
        catch (Exception failure) when (failure is TimeoutException or OperationCanceledException)
        {
            Leave(waiter);
            if (failure is TimeoutException)
                return null;
            throw;
        }
    }

    private void Leave(Waiter waiter)
    {
        lock (_gate)
        {
            if (waiter.Place.List is not null)
                Remove(waiter);
            else if (waiter.HasSlot)
                Release(); // Its turn came in the same moment.
        }
    }

    private void Remove(Waiter waiter)
    {
        waiter.Place.List!.Remove(waiter.Place);
        _waiting--;
    }

    private bool TryMakeRoom(string tenant)
    {
        var longest = Longest();
        if (longest.Waiters.Count <= CountOf(tenant) + 1)
            return false;
        var newest = longest.Waiters.Last!.Value;
        Remove(newest);
        newest.Refuse();
        return true;
    }

    private (string Tenant, LinkedList<Waiter> Waiters) Longest()
    {
        var longest = _tenants.MaxBy(entry => entry.Value.Count);
        return (longest.Key, longest.Value);
    }

    private int CountOf(string tenant) => _tenants.TryGetValue(tenant, out var waiters) ? waiters.Count : 0;

    private void Release()
    {
        lock (_gate)
        {
            while (_turns.TryDequeue(out var tenant))
            {
                var waiters = _tenants[tenant];
                if (waiters.First is { } first)
                {
                    Remove(first.Value);
                    if (waiters.Count > 0)
                        _turns.Enqueue(tenant);
                    else
                        _tenants.Remove(tenant);
                    first.Value.Grant(); // The slot goes from hand to hand.
                    return;
                }

                _tenants.Remove(tenant); // All of it left.
            }

            _taken--;
        }
    }

    /// <summary>Leave for one attempt.</summary>
    internal sealed class Slot(Bulkhead bulkhead) : IDisposable
    {
        private int _returned;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _returned, 1) == 0)
                bulkhead.Release();
        }
    }

    private sealed class Waiter
    {
        private readonly TaskCompletionSource<bool> _turn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Waiter() => Place = new(this);

        /// <summary>True = the slot is there; false = it gave way to another tenant.</summary>
        public Task<bool> Turn => _turn.Task;

        public bool HasSlot { get; private set; }

        public LinkedListNode<Waiter> Place { get; }

        public void Grant()
        {
            HasSlot = true;
            _turn.SetResult(true);
        }

        public void Refuse() => _turn.SetResult(false);
    }
}
