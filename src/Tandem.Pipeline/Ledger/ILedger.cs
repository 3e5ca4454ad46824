using Tandem.Pipeline.Ids;

namespace Tandem.Pipeline.Ledger;

/// <summary>The append-only record of what was decided, reserved, spent and learned. What a method wrote is durable when it returns.</summary>
/// <remarks>
/// Every request is one <see cref="ReserveAsync"/> and exactly one resolution. Calls may be repeated with the same ids after an
/// ambiguous failure: the second is a no-op that answers like the first. Safe for concurrent use.
/// </remarks>
public interface ILedger
{
    /// <summary>Checks every hard budget and reserves in one transaction, and keeps the decision and the egress audit with it.</summary>
    /// <exception cref="LedgerUnavailableException">The store failed: the request must not reach an upstream.</exception>
    Task<ReservationResult> ReserveAsync(Reservation reservation, CancellationToken cancellationToken);

    /// <summary>Ends a reservation: commits what was spent, or releases it. Frees the rest of the ceiling.</summary>
    /// <exception cref="LedgerUnavailableException">The store failed; repeat with the same request id.</exception>
    /// <exception cref="NotInLedgerException">The request was never reserved.</exception>
    Task ResolveAsync(Resolution resolution, CancellationToken cancellationToken);

    /// <summary>Appends what became of a decision.</summary>
    /// <exception cref="NotInLedgerException">No such decision.</exception>
    Task AppendOutcomeAsync(OutcomeEntry outcome, CancellationToken cancellationToken);

    /// <summary>Resolves as <c>expire</c> every reservation whose time has passed: a process died with it. Returns how many.</summary>
    Task<int> ExpireAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Rows of decisions, newest first.</summary>
    IAsyncEnumerable<DecisionEntry> ReadDecisionsAsync(DecisionFilter filter, CancellationToken cancellationToken);

    /// <summary>An owner's decisions with an outcome, oldest first.</summary>
    /// <param name="since">Only decisions from then on; null = all.</param>
    IAsyncEnumerable<JudgedDecision> ReadJudgedAsync(string owner, DateTimeOffset? since, CancellationToken cancellationToken);

    /// <summary>Sums of attempts, by model and UTC day.</summary>
    /// <param name="owner">Only of this owner's requests; null = all.</param>
    Task<IReadOnlyList<UsageRow>> ReadUsageAsync(DateTimeOffset from, DateTimeOffset to, string? owner, CancellationToken cancellationToken);

    /// <summary>One account's budget in the period that holds <paramref name="now"/>.</summary>
    Task<BudgetState> ReadBudgetAsync(BudgetLimit budget, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The prompt and answer of a request, while they are kept; null where they were deleted or never kept.</summary>
    Task<StoredText?> ReadTextAsync(RequestId request, CancellationToken cancellationToken);

    /// <summary>The newest request of an owner in a session or folder, for <c>--again</c> and <c>/retry</c>.</summary>
    Task<DecisionEntry?> ReadLatestAsync(string owner, string? workspace, CancellationToken cancellationToken);

    /// <summary>Writes the whole ledger as JSON lines, in the order of each writer's chain.</summary>
    Task ExportAsync(TextWriter output, CancellationToken cancellationToken);

    /// <summary>Proves sums, resolutions and every writer's hash chain.</summary>
    Task<LedgerVerification> VerifyAsync(CancellationToken cancellationToken);
}
