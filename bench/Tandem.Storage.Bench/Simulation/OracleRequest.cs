using Tandem.Pipeline.Ledger;

namespace Tandem.Storage.Bench.Simulation;

/// <summary>A request as the oracle believes it to be.</summary>
internal sealed record OracleRequest
{
    public required Reservation Reservation { get; init; }

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

    public bool CountsFor(BudgetLimit budget, DateOnly start) =>
        Accounts.Contains(budget.Account) && Starts[(int)budget.Period] == start;

    private IReadOnlyList<string> Accounts { get; init; } = [];

    private IReadOnlyList<DateOnly> Starts { get; init; } = [];

    public static OracleRequest Open(Reservation reservation, string writer, DateOnly day) => new()
    {
        Reservation = reservation,
        Writer = writer,
        Phase = OraclePhase.Open,
        Accounts = [.. reservation.Budgets.Select(b => b.Account).Append(reservation.Owner)],
        Starts = [.. Enum.GetValues<BudgetPeriod>().Select(period => Oracle.StartOf(period, day))],
    };
}
