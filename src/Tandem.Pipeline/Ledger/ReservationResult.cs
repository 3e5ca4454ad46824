using Tandem.Pipeline.Ids;

namespace Tandem.Pipeline.Ledger;

/// <summary>What became of a reservation.</summary>
public abstract record ReservationResult
{
    /// <summary>Reserved: the upstream may be called.</summary>
    public sealed record Reserved : ReservationResult;

    /// <summary>A hard budget would be passed. Nothing was reserved.</summary>
    public sealed record OverBudget(BudgetState Budget) : ReservationResult;

    /// <summary>The idempotency key was used before with the same body; <paramref name="Original"/> holds the one answer and charge.</summary>
    public sealed record Repeated(RequestId Original) : ReservationResult;

    /// <summary>The idempotency key was used before with another body.</summary>
    public sealed record KeyReused : ReservationResult;
}
