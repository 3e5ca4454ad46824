using System.Runtime.CompilerServices;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;
using Tandem.Storage.Databases;

namespace Tandem.Storage.Ledger;

/// <summary>The ledger in a database. Opens it on first use; one instance per process.</summary>
internal sealed class SqlLedger(Database database, TimeProvider time) : ILedger, IStoredTexts, IAsyncDisposable
{
    private readonly LedgerWriter _writer = new(database, time);

    public Task<ReservationResult> ReserveAsync(Reservation reservation, CancellationToken cancellationToken) =>
        _writer.RunAsync(rules => rules.ReserveAsync(reservation), cancellationToken);

    public Task ResolveAsync(Resolution resolution, CancellationToken cancellationToken) =>
        _writer.RunAsync(
            async rules =>
            {
                await rules.ResolveAsync(resolution);
                return resolution.Request;
            },
            cancellationToken);

    public Task AppendOutcomeAsync(OutcomeEntry outcome, CancellationToken cancellationToken) =>
        _writer.RunAsync(
            async rules =>
            {
                await rules.AppendOutcomeAsync(outcome);
                return outcome.DecisionId;
            },
            cancellationToken);

    public async Task<int> ExpireAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var gone = database.Engine.Writers.FindGone(); // Before the transaction begins, so that it sees all that they wrote.
        var count = await _writer.RunAsync(rules => rules.ExpireAsync(now, gone.Contains), cancellationToken);
        database.Engine.Writers.Forget(gone); // Only now that their reservations are durably ended.
        return count;
    }

    public async IAsyncEnumerable<DecisionEntry> ReadDecisionsAsync(DecisionFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ProjectAsync(cancellationToken);
        await foreach (var decision in LedgerQueries.ReadDecisionsAsync(database, filter, cancellationToken)) yield return decision;
    }

    public async IAsyncEnumerable<JudgedDecision> ReadJudgedAsync(string owner, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ProjectAsync(cancellationToken);
        await foreach (var decision in JudgedDecisions.ReadAsync(database, owner, since, cancellationToken)) yield return decision;
    }

    public async Task<IReadOnlyList<UsageRow>> ReadUsageAsync(DateTimeOffset from, DateTimeOffset to, string? owner, CancellationToken cancellationToken)
    {
        await ProjectAsync(cancellationToken);
        return await database.ReadAsync(connection => LedgerQueries.ReadUsageAsync(connection, from, to, owner, cancellationToken), cancellationToken);
    }

    public Task<BudgetState> ReadBudgetAsync(BudgetLimit budget, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => LedgerQueries.ReadBudgetAsync(connection, budget, now), cancellationToken);

    public Task<StoredText?> ReadTextAsync(RequestId request, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => LedgerQueries.ReadTextAsync(connection, request, cancellationToken), cancellationToken);

    public async Task<DecisionEntry?> ReadLatestAsync(string owner, string? workspace, CancellationToken cancellationToken)
    {
        await ProjectAsync(cancellationToken);
        return await database.ReadAsync(connection => LedgerQueries.ReadLatestAsync(connection, owner, workspace, cancellationToken), cancellationToken);
    }

    public Task ExportAsync(TextWriter output, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => LedgerExport.WriteAsync(database.Engine, connection, output, cancellationToken), cancellationToken);

    public Task<LedgerVerification> VerifyAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(connection => LedgerVerifier.VerifyAsync(database.Engine, connection, cancellationToken), cancellationToken);

    public Task<int> DeleteAsync(string owner, DateTimeOffset before, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => LedgerQueries.DeleteTextAsync(connection, owner, before, cancellationToken), cancellationToken);

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    /// <summary>Before a table is read that follows the entries: they may be ahead of it, in this process and in others.</summary>
    private async Task ProjectAsync(CancellationToken cancellationToken)
    {
        if (!await database.ReadAsync(connection => LedgerQueries.IsBehindAsync(connection, cancellationToken), cancellationToken)) return;
        await _writer.RunAsync(
            async rules =>
            {
                await rules.ProjectAsync();
                return true;
            },
            cancellationToken);
    }
}
