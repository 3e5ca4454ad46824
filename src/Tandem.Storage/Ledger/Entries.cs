using Tandem.Pipeline.Ledger;
using Tandem.Routing.Prices;

namespace Tandem.Storage.Ledger;

/// <summary>From the contract's records to entries.</summary>
internal static class Entries
{
    /// <summary>The owner and every account with a budget, each once, in ordinal order.</summary>
    public static IReadOnlyList<string> AccountsOf(Reservation reservation) =>
        [.. reservation.Budgets.Select(b => b.Account).Concat(reservation.Accounts).Append(reservation.Owner).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>What all attempts cost together.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An attempt's cost is negative.</exception>
    public static long CostOf(Resolution resolution)
    {
        var cost = NanoUsd.Zero;
        foreach (var attempt in resolution.Attempts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(attempt.Cost.Value, nameof(resolution));
            cost += attempt.Cost;
        }

        return cost.Value;
    }

    public static EntryDraft Reservation(Reservation reservation, Holds holds, DateTimeOffset now) => new()
    {
        Kind = EntryKind.Reserve,
        RequestId = reservation.Request.Value,
        Time = reservation.Time,
        RecordedAt = now,
        Postings = [.. holds.Accounts.SelectMany(account => Post(account, holds.Day, spent: 0, reserved: reservation.Ceiling.Value))],
        Reservation = new ReservationFacts
        {
            Owner = reservation.Owner,
            Workspace = reservation.Workspace,
            Door = reservation.Door,
            CeilingNanoUsd = reservation.Ceiling.Value,
            ExpiresAt = reservation.ExpiresAt,
            Budgets = [.. reservation.Budgets.Select(budget => Budget(budget, holds))],
            DataClass = Word.Of(reservation.DataClass),
            ClassRule = reservation.ClassRule,
            PriceVersion = reservation.PriceVersion,
            PromptHash = reservation.PromptHash,
            IdempotencyKey = reservation.Idempotency?.Key,
            BodyHash = reservation.Idempotency?.BodyHash,
            Decision = reservation.Decision,
        },
    };

    public static EntryDraft Resolution(Resolution resolution, OpenReservation open, long cost, DateTimeOffset now) => new()
    {
        Kind = cost > 0 || resolution.Attempts.Any(a => a.State != AttemptState.Failed) ? EntryKind.Commit : EntryKind.Release,
        RequestId = resolution.Request.Value,
        Time = resolution.Time,
        RecordedAt = now,
        Postings = [.. open.Accounts.SelectMany(account => Post(account, open.Day, cost, -open.Ceiling))],
        Resolution = Facts(resolution, cost),
    };

    public static EntryDraft Adjustment(Resolution resolution, KnownRequest known, long cost, DateTimeOffset now) => new()
    {
        Kind = EntryKind.Adjust,
        RequestId = resolution.Request.Value,
        Time = resolution.Time,
        RecordedAt = now,
        Postings = [.. known.Accounts.SelectMany(account => Post(account, known.Day, cost, reserved: 0))],
        Resolution = Facts(resolution, cost),
    };

    public static EntryDraft Expiry(OpenReservation open, DateTimeOffset now) => new()
    {
        Kind = EntryKind.Expire,
        RequestId = open.RequestId,
        Time = now,
        RecordedAt = now,
        Postings = [.. open.Accounts.SelectMany(account => Post(account, open.Day, spent: 0, -open.Ceiling))],
        Resolution = new ResolutionFacts { State = Word.Of(RequestState.Expired), CostNanoUsd = 0, Attempts = [] },
    };

    public static BudgetState State(BudgetLimit budget, DateOnly start, Balance balance) => new(
        budget,
        new NanoUsd(balance.Spent),
        new NanoUsd(balance.Reserved),
        Midnight(start),
        Periods.End(budget.Period, start) is { } end ? Midnight(end) : null);

    /// <summary>An account's postings: what goes to one side comes from another, so that they sum to zero.</summary>
    private static IEnumerable<Posting> Post(string account, DateOnly day, long spent, long reserved)
    {
        if (reserved != 0) yield return new Posting(account, Side.Reserved, day, reserved);
        if (spent != 0) yield return new Posting(account, Side.Spent, day, spent);
        yield return new Posting(account, Side.Available, day, checked(-(spent + reserved)));
    }

    private static BudgetFacts Budget(BudgetLimit budget, Holds holds)
    {
        var key = BalanceKey.At(budget.Account, budget.Period, holds.Day);
        var balance = holds.Balances[key];
        return new BudgetFacts(budget.Account, Word.Of(budget.Period), key.Start, budget.Hard, budget.Limit.Value, balance.Spent, balance.Reserved);
    }

    private static ResolutionFacts Facts(Resolution resolution, long cost) => new()
    {
        State = Word.Of(resolution.State),
        CostNanoUsd = cost,
        Attempts = [.. resolution.Attempts.Select(AttemptFacts.Of)],
        AnswerHash = resolution.AnswerHash,
        Error = resolution.Error,
    };

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
