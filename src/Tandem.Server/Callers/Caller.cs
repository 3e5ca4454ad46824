using Tandem.Pipeline.Keys;
using Tandem.Pipeline.Ledger;
using Tandem.Routing;

namespace Tandem.Server.Callers;

/// <summary>Who asks, and what that allows.</summary>
internal sealed record Caller
{
    /// <summary>The account that pays.</summary>
    public required string Owner { get; init; }

    public required bool IsAdmin { get; init; }

    /// <summary>Null where no keys are used.</summary>
    public VirtualKey? Key { get; init; }

    public DataClass? Class { get; init; }

    public IReadOnlyList<BudgetLimit> Budgets { get; init; } = [];

    public IReadOnlyList<string> Accounts { get; init; } = [];

    public IReadOnlyCollection<string>? Pool { get; init; }

    /// <summary>Of routes that ask nobody who they are.</summary>
    public static Caller Nobody { get; } = new() { Owner = "nobody", IsAdmin = false };
}
