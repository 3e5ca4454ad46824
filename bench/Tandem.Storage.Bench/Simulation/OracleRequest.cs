using Tandem.Pipeline.Ledger;

namespace Tandem.Storage.Bench.Simulation;

/// <summary>A request as the oracle believes it to be.</summary>
internal sealed record OracleRequest
{
    public required Reservation Reservation { get; init; }

    public required DateOnly Day { get; init; }

    public required string Writer { get; init; }

    public required OraclePhase Phase { get; init; }

    public long Cost { get; init; }

    public long Spent => Phase is OraclePhase.Resolved or OraclePhase.ChargedLate ? Cost : 0;

    public long Reserved => Phase == OraclePhase.Open ? Reservation.Ceiling.Value : 0;

    /// <summary>What may be above a hard limit without anybody's fault: an upstream billed too much, or its bill came after the reservation had expired.</summary>
    public long Excess => Phase switch
    {
        OraclePhase.Resolved => Math.Max(0, Cost - Reservation.Ceiling.Value),
        OraclePhase.ChargedLate => Cost,
        _ => 0,
    };

    public bool CountsFor(BudgetLimit budget, DateOnly day) =>
        (Reservation.Owner == budget.Account || Reservation.Budgets.Any(b => b.Account == budget.Account))
        && Oracle.StartOf(budget.Period, Day) == Oracle.StartOf(budget.Period, day);
}
