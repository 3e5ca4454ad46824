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
        if (await store.FindRequestAsync(reservation.Request.Value) is not null) return new ReservationResult.Reserved();
        if (reservation.Idempotency is { } key && await store.FindIdempotentAsync(reservation.Owner, key.Key) is { } first)
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
                result = new ReservationResult.OverBudget(await ReadBudgetAsync(refused));
                return false;
            }

            await AppendReservationAsync(reservation, holds);
            return true;
        });
        return result;
    }

    public async ValueTask ResolveAsync(Resolution resolution)
    {
        var cost = Entries.CostOf(resolution);
        if (await store.TakeOpenAsync(resolution.Request.Value) is { } open)
        {
            await SettleAsync(open, Entries.Resolution(resolution, open, cost, now));
        }
        else if (await store.FindRequestAsync(resolution.Request.Value) is null)
        {
            throw new NotInLedgerException(resolution.Request.Value);
        }
        else if (!await ChargeLateAsync(resolution, cost))
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
            count += await ExpireAsync(expired);
        foreach (var writer in await store.FindWritersAsync())
        {
            if (isGone(writer)) count += await ExpireAsync(await store.FindOpenAsync(writer));
        }

        return count;
    }

    private async ValueTask<int> ExpireAsync(IReadOnlyList<string> requests)
    {
        var count = 0;
        foreach (var request in requests)
        {
            if (await store.TakeOpenAsync(request) is not { } open) continue; // Another process was faster.
            await SettleAsync(open, Entries.Expiry(open, now));
            count++;
        }

        return count;
    }

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
                var hard = reservation.Budgets.Where(b => b.Hard && b.Account == account && b.Period == period).MinBy(b => b.Limit);
                var key = BalanceKey.At(account, period, day);
                if (await store.TryReserveAsync(key, reservation.Ceiling.Value, hard?.Limit.Value ?? long.MaxValue) is { } balance)
                    balances[key] = balance;
                else
                    return new Holds(day, accounts, balances, hard ?? throw new OverflowException($"The account {account} does not fit 64 bits of nano-dollars."));
            }
        }

        return new Holds(day, accounts, balances, Refused: null);
    }

    private async ValueTask AppendReservationAsync(Reservation reservation, Holds holds)
    {
        await store.AppendAsync(Entries.Reservation(reservation, holds, now));
        await store.AddOpenAsync(new OpenReservation
        {
            RequestId = reservation.Request.Value,
            ExpiresAt = reservation.ExpiresAt,
            Day = holds.Day,
            Ceiling = reservation.Ceiling.Value,
            Accounts = holds.Accounts,
        });
        if (reservation.Prompt is not null)
            await store.KeepTextAsync(reservation.Request.Value, reservation.Owner, now, reservation.Prompt, answer: null);
    }

    private async ValueTask SettleAsync(OpenReservation open, EntryDraft draft)
    {
        await store.AppendAsync(draft);
        await MoveAsync(open.Accounts, open.Day, draft.Resolution!.CostNanoUsd, -open.Ceiling);
    }

    /// <summary>The reservation expired while its process still lived: the money was spent all the same, so a new entry says so.</summary>
    private async ValueTask<bool> ChargeLateAsync(Resolution resolution, long cost)
    {
        var request = resolution.Request.Value;
        if (!await store.WasExpiredAsync(request) || await store.HasAdjustmentAsync(request)) return false;
        var held = await store.ReadReservationPostingsAsync(request);
        var accounts = held.Where(p => p.Side == Side.Available).Select(p => p.Account).ToList();
        var day = held[0].Day;
        await store.AppendAsync(Entries.Adjustment(resolution, accounts, day, cost, now));
        await MoveAsync(accounts, day, cost, reserved: 0);
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
