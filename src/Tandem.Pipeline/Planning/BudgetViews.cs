using System.Collections.Concurrent;
using Tandem.Pipeline.Ledger;

namespace Tandem.Pipeline.Planning;

/// <summary>Budgets as they were a moment ago: what a decision needs to know of them. Whether a request fits is decided by its reservation alone. Safe for concurrent use.</summary>
internal sealed class BudgetViews(ILedger ledger, TimeProvider time)
{
    private const int MaxViews = 10_000;

    private static readonly TimeSpan Freshness = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<BudgetLimit, (BudgetState State, long At)> _views = new();

    /// <param name="anew">Read what stands in the ledger now.</param>
    /// <exception cref="LedgerUnavailableException">The store failed.</exception>
    public async ValueTask<IReadOnlyList<BudgetState>> ReadAsync(IReadOnlyList<BudgetLimit> budgets, bool anew, CancellationToken cancellationToken)
    {
        if (budgets.Count == 0)
            return [];
        var states = new BudgetState[budgets.Count];
        for (var place = 0; place < states.Length; place++)
            states[place] = !anew && _views.TryGetValue(budgets[place], out var view) && time.GetElapsedTime(view.At) < Freshness
                ? view.State
                : await ReadAsync(budgets[place], cancellationToken);
        return states;
    }

    private async Task<BudgetState> ReadAsync(BudgetLimit budget, CancellationToken cancellationToken)
    {
        var at = time.GetTimestamp(); // Before the read, so that the view is at most so old.
        var state = await ledger.ReadBudgetAsync(budget, time.GetUtcNow(), cancellationToken);
        if (_views.Count >= MaxViews)
            _views.Clear();
        _views[budget] = (state, at);
        return state;
    }
}
