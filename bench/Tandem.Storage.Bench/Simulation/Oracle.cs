using System.Collections.Immutable;
using System.Globalization;
using Tandem.Pipeline.Ledger;

namespace Tandem.Storage.Bench.Simulation;

/// <summary>What the ledger must be, told a second time and in the simplest way: every sum is taken anew over all requests.</summary>
internal sealed record Oracle
{
    public ImmutableSortedDictionary<string, OracleRequest> Requests { get; init; } = ImmutableSortedDictionary.Create<string, OracleRequest>(StringComparer.Ordinal);

    public static DateOnly StartOf(BudgetPeriod period, DateOnly day) => period switch
    {
        BudgetPeriod.Day => day,
        BudgetPeriod.Week => DateOnly.FromDateTime(ISOWeek.ToDateTime(ISOWeek.GetYear(day.ToDateTime(default)), ISOWeek.GetWeekOfYear(day.ToDateTime(default)), DayOfWeek.Monday)),
        BudgetPeriod.Month => day.AddDays(1 - day.Day),
        _ => default,
    };

    /// <summary>The sum of a figure over the requests that count for a budget on a day.</summary>
    public long Sum(BudgetLimit budget, DateOnly day, Func<OracleRequest, long> figure)
    {
        var start = StartOf(budget.Period, day);
        return Requests.Values.Where(r => r.CountsFor(budget, start)).Sum(figure);
    }

    public (Oracle After, Type Answer) Reserve(Reservation reservation, string writer, DateOnly day)
    {
        if (Requests.ContainsKey(reservation.Request.Value)) return (this, typeof(ReservationResult.Reserved));
        var first = reservation.Idempotency is { } key
            ? Requests.Values.FirstOrDefault(r => r.Reservation.Owner == reservation.Owner && r.Reservation.Idempotency?.Key == key.Key)
            : null;
        if (first is not null)
        {
            var same = first.Reservation.Idempotency!.BodyHash == reservation.Idempotency!.BodyHash;
            return (this, same ? typeof(ReservationResult.Repeated) : typeof(ReservationResult.KeyReused));
        }

        var ceiling = reservation.Ceiling.Value;
        if (reservation.Budgets.Any(b => b.Hard && Sum(b, day, r => r.Spent + r.Reserved) + ceiling > b.Limit.Value)) return (this, typeof(ReservationResult.OverBudget));
        return (this with { Requests = Requests.Add(reservation.Request.Value, OracleRequest.Open(reservation, writer, day)) }, typeof(ReservationResult.Reserved));
    }

    public Oracle Resolve(string requestId, long cost) => Requests.GetValueOrDefault(requestId) switch
    {
        { Phase: OraclePhase.Open } request => With(request with { Phase = OraclePhase.Resolved, Cost = cost }),
        { Phase: OraclePhase.Expired } request => With(request with { Phase = OraclePhase.ChargedLate, Cost = cost }),
        _ => this,
    };

    public (Oracle After, int Count) Expire(DateTimeOffset now, Func<string, bool> isGone)
    {
        var expired = Requests.Values.Where(r => r.Phase == OraclePhase.Open && (r.Reservation.ExpiresAt <= now || isGone(r.Writer))).ToList();
        return (expired.Aggregate(this, (oracle, request) => oracle.With(request with { Phase = OraclePhase.Expired })), expired.Count);
    }

    private Oracle With(OracleRequest request) => this with { Requests = Requests.SetItem(request.Reservation.Request.Value, request) };
}
