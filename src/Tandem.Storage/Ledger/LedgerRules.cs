using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;

namespace Tandem.Storage.Ledger;

/// <summary>The ledger's state machine: reserve → commit | release | expire, late charges, outcomes. Pure over its store and time.</summary>
internal sealed class LedgerRules(ILedgerStore store, DateTimeOffset now)
{
    private const int ExpiryBatch = 256;

    public async ValueTask<ReservationResult> ReserveAsync(Reservation reservation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(reservation.Ceiling.Value, nameof(reservation));
        if (reservation.Idempotency is { } key && await store.FindIdempotentAsync(reservation.Owner, key.Key) is { } first
            && first.RequestId != reservation.Request.Value)
        {
            return first.BodyHash == key.BodyHash
                ? new ReservationResult.Repeated(new RequestId(first.RequestId))
                : new ReservationResult.KeyReused();
        }

        ReservationResult result = new ReservationResult.Reserved();
        await store.TryAsync(async () =>
        {
            var holds = await HoldAsync(reservation);
            if (holds.Refused is { } refused)
            {
                if (await store.FindRequestAsync(reservation.Request.Value) is null) // A repetition needs no money: the first holds it.
                    result = new ReservationResult.OverBudget(await ReadBudgetAsync(refused));
                return false;
            }

            return await AppendReservationAsync(reservation, holds); // False = a repetition, again.
        });
        return result;
    }

    public async ValueTask ResolveAsync(Resolution resolution)
    {
        var cost = Entries.CostOf(resolution);
        if (await store.FindOpenAsync(resolution.Request.Value) is { } open && await TrySettleAsync(open, Entries.Resolution(resolution, open, cost, now)))
        {
            // The usual end.
        }
        else if (await store.FindRequestAsync(resolution.Request.Value) is not { } known)
        {
            throw new NotInLedgerException(resolution.Request.Value);
        }
        else if (!await TryChargeLateAsync(resolution, known, cost))
        {
            return; // Repeated after an ambiguous failure: the first stands.
        }

        if (resolution.Answer is not null && await store.FindRequestAsync(resolution.Request.Value) is { } request)
            await store.KeepTextAsync(request.RequestId, request.Owner, now, prompt: null, resolution.Answer);
    }

    /// <summary>Ends the reservations whose time has passed by <paramref name="limit"/>, and those whose process is gone.</summary>
    public async ValueTask<int> ExpireAsync(DateTimeOffset limit, Func<string, bool> isGone)
    {
        var count = 0;
        while (await store.FindExpiredAsync(limit, ExpiryBatch) is { Count: > 0 } expired)
        {
            var ended = await ExpireAsync(expired);
            if (ended == 0) break; // Other processes were faster with all of them.
            count += ended;
        }

        foreach (var writer in await store.FindWritersAsync())
        {
            if (isGone(writer)) count += await ExpireAsync(await store.FindOpenOfAsync(writer));
        }

        return count;
    }

    private async ValueTask<int> ExpireAsync(IReadOnlyList<string> requests)
    {
        var count = 0;
        foreach (var request in requests)
        {
            if (await store.FindOpenAsync(request) is { } open && await TrySettleAsync(open, Entries.Expiry(open, now))) // Else another process was faster.
                count++;
        }

        return count;
    }

    /// <summary>Brings the tables that people read up to the entries.</summary>
    public ValueTask ProjectAsync() => store.ProjectAsync();

    public async ValueTask AppendOutcomeAsync(OutcomeEntry outcome)
    {
        var kind = Word.Of(outcome.Kind);
        if (!await store.HasDecisionAsync(outcome.DecisionId.Value)) throw new NotInLedgerException(outcome.DecisionId.Value);
        if (await store.HasOutcomeAsync(outcome.DecisionId.Value, kind, outcome.Time)) return;
        await store.AppendAsync(new EntryDraft
        {
            Kind = EntryKind.Outcome,
            Time = outcome.Time,
            RecordedAt = now,
            Outcome = new OutcomeFacts(outcome.DecisionId.Value, kind, outcome.Value, outcome.Evidence),
        });
    }

    /// <summary>Reserves in every account and period, in one fixed order so that two instances cannot wait for each other in a ring.</summary>
    private async ValueTask<Holds> HoldAsync(Reservation reservation)
    {
        var day = Periods.DayOf(now);
        var accounts = Entries.AccountsOf(reservation);
        var balances = new Dictionary<BalanceKey, Balance>();
        foreach (var account in accounts)
        {
            foreach (var period in Periods.All)
            {
                var hard = HardLimit(reservation.Budgets, account, period);
                var key = BalanceKey.At(account, period, day);
                if (await store.TryReserveAsync(key, reservation.Ceiling.Value, hard?.Limit.Value ?? long.MaxValue) is { } balance)
                    balances[key] = balance;
                else
                    return new Holds(day, accounts, balances, hard ?? throw new OverflowException($"The account {account} does not fit 64 bits of nano-dollars."));
            }
        }

        return new Holds(day, accounts, balances, Refused: null);
    }

    /// <summary>The least of the hard limits, or null.</summary>
    private static BudgetLimit? HardLimit(IReadOnlyList<BudgetLimit> budgets, string account, BudgetPeriod period)
    {
        BudgetLimit? least = null;
        foreach (var budget in budgets)
        {
            if (budget.Hard && budget.Period == period && budget.Account == account && (least is null || budget.Limit < least.Limit)) least = budget;
        }

        return least;
    }

    private async ValueTask<bool> AppendReservationAsync(Reservation reservation, Holds holds)
    {
        if (!await store.AppendAsync(Entries.Reservation(reservation, holds, now))) return false;
        if (reservation.Prompt is not null)
            await store.KeepTextAsync(reservation.Request.Value, reservation.Owner, now, reservation.Prompt, answer: null);
        return true;
    }

    private async ValueTask<bool> TrySettleAsync(OpenReservation open, EntryDraft draft)
    {
        if (!await store.AppendAsync(draft)) return false;
        await MoveAsync(open.Accounts, open.Day, draft.Resolution!.CostNanoUsd, -open.Ceiling);
        return true;
    }

    /// <summary>The reservation expired while its process still lived: the money was spent all the same, so a new entry says so.</summary>
    private async ValueTask<bool> TryChargeLateAsync(Resolution resolution, KnownRequest known, long cost)
    {
        if (!await store.WasExpiredAsync(known.RequestId) || !await store.AppendAsync(Entries.Adjustment(resolution, known, cost, now))) return false;
        await MoveAsync(known.Accounts, known.Day, cost, reserved: 0);
        return true;
    }

    private async ValueTask MoveAsync(IReadOnlyList<string> accounts, DateOnly day, long spent, long reserved)
    {
        foreach (var account in accounts)
        {
            foreach (var period in Periods.All)
                await store.MoveAsync(BalanceKey.At(account, period, day), spent, reserved);
        }
    }

    private async ValueTask<BudgetState> ReadBudgetAsync(BudgetLimit budget)
    {
        var start = Periods.Start(budget.Period, Periods.DayOf(now));
        var balance = await store.ReadBalanceAsync(new BalanceKey(budget.Account, budget.Period, start));
        return Entries.State(budget, start, balance);
    }
}
