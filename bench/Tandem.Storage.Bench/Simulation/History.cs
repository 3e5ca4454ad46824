using System.Globalization;
using Tandem.Pipeline.Ledger;
using Tandem.Storage.Ledger;

namespace Tandem.Storage.Bench.Simulation;

/// <summary>One seeded life of a ledger: processes reserve, resolve, repeat, expire, crash. After every step it is what the oracle says.</summary>
internal sealed class History
{
    private const int Processes = 3;

    private readonly ISimulatedDatabase _database;
    private readonly Random _chance;
    private readonly string _name;
    private readonly SimulatedRequests _requests;
    private readonly List<Reservation> _asked = [];
    private readonly Dictionary<string, Resolution> _resolutions = new(StringComparer.Ordinal);
    private readonly List<string>[] _writers = new List<string>[Processes];
    private readonly HashSet<string> _gone = new(StringComparer.Ordinal);
    private readonly bool _proves;
    private DateTimeOffset _now = new(2026, 2, 26, 22, 0, 0, TimeSpan.Zero);
    private Oracle _oracle = new();
    private int _writerCount;

    /// <param name="proves">Ends with the whole proof of <c>ledger verify</c> besides the oracle's own, which takes half of the time.</param>
    public History(ISimulatedDatabase database, int seed, bool proves = true)
    {
        _proves = proves;
        _database = database;
        _chance = new Random(seed);
        _name = seed.ToString(CultureInfo.InvariantCulture);
        _requests = new SimulatedRequests(_chance, _name);
        for (var process = 0; process < Processes; process++) _writers[process] = [NewWriter()];
    }

    /// <summary>Steps that the history took.</summary>
    public int Steps { get; private set; }

    /// <summary>Runs to the end.</summary>
    /// <exception cref="SimulationException">The ledger was not what it must be.</exception>
    public async Task RunAsync()
    {
        for (var left = _chance.Next(10, 40); left > 0; left--)
        {
            await StepAsync();
            await CheckBudgetsAsync();
            Steps++;
        }

        await CheckLedgerAsync();
    }

    private string NewWriter() => FormattableString.Invariant($"wri_{_name}_{++_writerCount}");

    private async Task StepAsync()
    {
        _now += _chance.Next(20) switch
        {
            0 => TimeSpan.FromDays(_chance.Next(1, 9)),
            < 4 => TimeSpan.FromMinutes(_chance.Next(10, 300)),
            _ => TimeSpan.FromSeconds(_chance.Next(120)),
        };
        var process = _chance.Next(Processes);
        var writer = _writers[process][^1];
        var fate = _chance.Next(100) switch { < 4 => Fate.LostWithProcess, < 8 => Fate.DurableButUnheard, < 12 => Fate.LostByStore, < 16 => Fate.DurableButFailed, _ => Fate.Durable };
        var keep = fate is Fate.Durable or Fate.DurableButUnheard or Fate.DurableButFailed;
        var after = _oracle;
        await _database.TransactAsync(
            writer,
            _now,
            async rules =>
            {
                for (var operations = _chance.Next(1, 5); operations > 0; operations--) after = await OperateAsync(rules, after, writer);
            },
            keep);
        if (keep) _oracle = after;
        if (fate == Fate.Durable) return;
        if (fate is Fate.LostWithProcess or Fate.DurableButUnheard)
        {
            _gone.UnionWith(_writers[process]);
            _writers[process] = [];
        }

        _writers[process].Add(NewWriter());
    }

    private async ValueTask<Oracle> OperateAsync(LedgerRules rules, Oracle before, string writer)
    {
        switch (_chance.Next(20))
        {
            case < 8:
                var asked = _asked.Count > 0 && _chance.Next(4) == 0 ? _asked[_chance.Next(_asked.Count)] : NewRequest();
                var (reserved, answer) = before.Reserve(asked, writer, DateOnly.FromDateTime(_now.UtcDateTime));
                var result = await rules.ReserveAsync(asked);
                Expect(answer == result.GetType(), $"reserving {asked.Request} gave {result.GetType().Name}, not {answer.Name}");
                return reserved;
            case < 16 when _asked.Count > 0:
                return await ResolveAsync(rules, before, _asked[_chance.Next(_asked.Count)]);
            case < 18:
                var (expired, count) = before.Expire(_now, _gone.Contains);
                var found = await rules.ExpireAsync(_now, _gone.Contains);
                Expect(count == found, $"{found} reservations expired, not {count}");
                return expired;
            case >= 18 when before.Requests.Count > 0:
                var decision = before.Requests.Values.ElementAt(_chance.Next(before.Requests.Count)).Reservation.Decision.DecisionId;
                await rules.AppendOutcomeAsync(new OutcomeEntry { DecisionId = decision, Time = _now, Kind = OutcomeKind.Accepted, Value = 1 });
                return before;
            default:
                return before;
        }
    }

    private Reservation NewRequest()
    {
        var reservation = _requests.NewReservation(_now);
        _asked.Add(reservation);
        return reservation;
    }

    private async ValueTask<Oracle> ResolveAsync(LedgerRules rules, Oracle before, Reservation asked)
    {
        var id = asked.Request.Value;
        if (!_resolutions.TryGetValue(id, out var resolution)) _resolutions.Add(id, resolution = _requests.NewResolution(asked, _now));
        try
        {
            await rules.ResolveAsync(resolution);
            Expect(before.Requests.ContainsKey(id), $"{id} was resolved but never reserved");
        }
        catch (NotInLedgerException)
        {
            Expect(!before.Requests.ContainsKey(id), $"{id} is not in the ledger");
        }

        return before.Resolve(id, resolution.Attempts.Sum(a => a.Cost.Value));
    }

    private async Task CheckBudgetsAsync()
    {
        var day = DateOnly.FromDateTime(_now.UtcDateTime);
        foreach (var budget in _requests.Budgets)
        {
            var balance = await _database.ReadBalanceAsync(new BalanceKey(budget.Account, budget.Period, Oracle.StartOf(budget.Period, day)));
            var expected = new Balance(_oracle.Sum(budget, day, r => r.Spent), _oracle.Sum(budget, day, r => r.Reserved));
            Expect(balance == expected, $"{budget.Account} by {budget.Period} holds {balance}, not {expected}");
            // Above the limit may be only what nobody could refuse: bills above their ceiling or after their time, and requests that did not name this budget.
            var beyond = _oracle.Sum(budget, day, r => r.Reservation.Budgets.Contains(budget) ? r.Excess : r.Spent + r.Reserved);
            Expect(
                !budget.Hard || balance.Spent + balance.Reserved <= budget.Limit.Value + beyond,
                $"{budget.Account} by {budget.Period} holds {balance}, above its limit of {budget.Limit.Value}");
            Expect(balance is { Spent: >= 0, Reserved: >= 0 }, $"{budget.Account} by {budget.Period} is negative: {balance}");
        }
    }

    private async Task CheckLedgerAsync()
    {
        if (_proves)
        {
            var verified = await _database.VerifyAsync();
            Expect(verified.Problems.Count == 0, string.Join("; ", verified.Problems));
            Expect(verified.OpenReservations == _oracle.Requests.Values.Count(r => r.Phase == OraclePhase.Open), "another number of open reservations");
        }

        var mine = (await _database.ReadAsync()).Where(e => e.Writer.StartsWith($"wri_{_name}_", StringComparison.Ordinal)).ToList();
        foreach (var entry in mine) Expect(entry.Postings.Sum(p => p.NanoUsd) == 0, $"{entry.Writer}#{entry.Seq} does not sum to zero");
        Expect(mine.Count(e => e.Kind == EntryKind.Reserve) == _oracle.Requests.Count, "another number of reservations");
        foreach (var (id, request) in _oracle.Requests)
        {
            var entries = mine.Where(e => e.RequestId == id).ToList();
            Expect(entries.Count(e => e.Kind is EntryKind.Commit or EntryKind.Release or EntryKind.Expire) == (request.Phase == OraclePhase.Open ? 0 : 1), $"{id} is not resolved once");
            Expect(entries.Sum(e => e.Resolution?.CostNanoUsd ?? 0) == request.Spent, $"{id} is not charged {request.Spent}");
        }
    }

    private void Expect(bool holds, string otherwise)
    {
        if (!holds) throw new SimulationException($"Seed {_name}, step {Steps + 1}: {otherwise}.");
    }
}
