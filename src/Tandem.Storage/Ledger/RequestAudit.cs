namespace Tandem.Storage.Ledger;

/// <summary>The part of the proof that joins the entries of one request: they may stand in different writers' chains.</summary>
internal sealed class RequestAudit(Action<string> report)
{
    private readonly Dictionary<string, Request> _requests = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _open = new(StringComparer.Ordinal);

    public void Add(LedgerEntry entry, string place, bool isProjected)
    {
        if (entry.RequestId is null) return;
        if (!_requests.TryGetValue(entry.RequestId, out var request)) _requests.Add(entry.RequestId, request = new Request());
        if (entry.Reservation is { } reservation) Reserve(request, reservation, entry, place, isProjected);
        if (entry.Resolution is not { } resolution) return;
        if (resolution.Attempts.Sum(a => a.CostNanoUsd) != resolution.CostNanoUsd) report($"{place}: its attempts do not sum to its cost.");
        foreach (var account in entry.Postings.GroupBy(p => p.Account))
        {
            if (account.Where(p => p.Side == Side.Spent).Sum(p => p.NanoUsd) != resolution.CostNanoUsd)
                report($"{place}: {account.Key} is not charged what the request cost.");
        }

        if (entry.Kind == EntryKind.Adjust)
        {
            request.Adjusted = place;
            return;
        }

        if (request.Resolved is { } first) report($"{place}: the request was resolved before, by {first}.");
        request.Resolved = place;
        request.IsResolutionProjected = isProjected;
        request.Expired = entry.Kind == EntryKind.Expire;
        request.Freed = Held(entry);
    }

    public void AddOpen(string requestId, long ceiling) => _open[requestId] = ceiling;

    /// <summary>Returns how many reservations are open.</summary>
    public long Finish()
    {
        var open = 0L;
        foreach (var (id, request) in _requests)
        {
            if (request.Reserved is null) report($"{request.Resolved ?? request.Adjusted}: resolves a request that was never reserved.");
            else if (request.Resolved is null) open++;
            else if (!SumsToZero(request)) report($"{request.Resolved}: does not free what {request.Reserved} reserved.");
            if (request.Adjusted is not null && !request.Expired) report($"{request.Adjusted}: charges late, but the request had not expired.");
            var listed = _open.Remove(id, out var ceiling);
            // An end that is not projected yet may or may not have taken it off the list.
            var mustBeListed = request.IsReservationProjected && request.Resolved is null;
            var mayBeListed = request.IsReservationProjected && !request.IsResolutionProjected;
            if (listed ? !mayBeListed : mustBeListed) report($"{id}: the list of open reservations is wrong.");
            else if (listed && ceiling != request.Ceiling) report($"{id}: the open reservation's ceiling was changed.");
        }

        foreach (var id in _open.Keys) report($"{id}: is listed as open but was never reserved.");
        return open;
    }

    private void Reserve(Request request, ReservationFacts reservation, LedgerEntry entry, string place, bool isProjected)
    {
        if (request.Reserved is { } first) report($"{place}: the request was reserved before, by {first}.");
        request.Reserved = place;
        request.IsReservationProjected = isProjected;
        request.Ceiling = reservation.CeilingNanoUsd;
        request.Held = Held(entry);
        if (request.Held.Values.Any(amount => amount != reservation.CeilingNanoUsd)) report($"{place}: does not reserve its ceiling.");
        foreach (var budget in reservation.Budgets.Where(b => b.Hard && b.SpentNanoUsd + b.ReservedNanoUsd > b.LimitNanoUsd))
            report($"{place}: passes the hard budget of {budget.Account} by {budget.Period}.");
    }

    private static bool SumsToZero(Request request) =>
        request.Held.Count == request.Freed.Count && request.Held.All(h => request.Freed.TryGetValue(h.Key, out var freed) && h.Value + freed == 0);

    private static Dictionary<string, long> Held(LedgerEntry entry)
    {
        var held = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var posting in entry.Postings)
            held[posting.Account] = held.GetValueOrDefault(posting.Account) + (posting.Side == Side.Reserved ? posting.NanoUsd : 0);
        return held;
    }

    private sealed class Request
    {
        public string? Reserved { get; set; }

        public string? Resolved { get; set; }

        public string? Adjusted { get; set; }

        public bool IsReservationProjected { get; set; }

        public bool IsResolutionProjected { get; set; }

        public bool Expired { get; set; }

        public long Ceiling { get; set; }

        public Dictionary<string, long> Held { get; set; } = [];

        public Dictionary<string, long> Freed { get; set; } = [];
    }
}
