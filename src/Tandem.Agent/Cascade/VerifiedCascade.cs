using Tandem.Agent.Checkpoints;
using Tandem.Agent.Turns;
using Tandem.Agent.Verification;
using Tandem.Pipeline.Ledger;
using Tandem.Routing;

namespace Tandem.Agent.Cascade;

/// <summary>Attempt by the cheapest sufficient model, verify, repair with evidence, roll back and escalate, and at last the person. Only a failure that is
/// new against the baseline escalates or teaches; what a model says of its work counts for nothing.</summary>
/// <remarks>One task at a time.</remarks>
public sealed class VerifiedCascade(CascadeSetup setup)
{
    private const int MaxDiff = 12_000;
    private static readonly Baseline NoBaseline = new() { Checks = [] };

    private readonly List<AttemptEnd> _attempts = [];
    private readonly List<string> _failed = [];
    private readonly List<string> _tried = [];
    private Baseline? _baseline;

    /// <param name="task">The person's task, word for word.</param>
    /// <exception cref="OperationCanceledException">The person interrupted; the work so far stays, and can be undone.</exception>
    public async Task<CascadeResult> RunAsync(string task, CancellationToken cancellationToken)
    {
        (_baseline, var mustPass) = (null, setup.Options.MustPass ?? TaskWords.AsksForRepair(task));
        _attempts.Clear();
        _failed.Clear();
        _tried.Clear();
        await setup.Recorder.StartTurnAsync(task);
        setup.Recorder.OnFirstChange = async (checkpoint, token) => _baseline = await BracketAsync(
            checkpoint, async () => await setup.Verifier.BaselineAsync(await checkpoint.TreeHashAsync(token), token), token);
        try
        {
            return await AttemptAsync(task, mustPass, cancellationToken);
        }
        finally
        {
            setup.Recorder.OnFirstChange = null;
            await setup.Recorder.EndTurnAsync();
        }
    }

    private async Task<CascadeResult> AttemptAsync(string task, bool mustPass, CancellationToken cancellationToken)
    {
        var order = new AttemptOrder { Task = task, Number = 1, Stage = AttemptStage.First, Boundary = Boundary.Start, MaxCostUsd = setup.Options.MaxCostUsd };
        for (var (repairs, escalations) = (0, 0); ;)
        {
            var end = await setup.Attempts.RunAsync(order, cancellationToken);
            _attempts.Add(end);
            if (Hopeless(end) is { } status) return Result(status, end.Message, null, end.ErrorKind);
            var report = await CheckpointToVerifyAsync(end, mustPass, cancellationToken) is { } checkpoint ? await VerifyAsync(checkpoint, end, mustPass, cancellationToken) : null;
            if (report?.Verdict is not Verdict.Fail && end.Kind != AttemptEndKind.GaveUp) return Ended(end, report);

            _tried.Add($"{end.Model ?? "a model"} ({order.Stage.ToString().ToLowerInvariant()}): {(report is null ? end.Message : EvidenceText.Summary(report))}");
            if (LeftUsd is <= 0) return await HandOverAsync(end, report, "the limit on cost is reached", cancellationToken);
            if (end is { Kind: AttemptEndKind.Done, Model: not null } && repairs < setup.Options.MaxRepairs)
            {
                repairs++;
                order = order with
                {
                    Number = order.Number + 1, Stage = AttemptStage.Repair, Model = end.Model, Boundary = Boundary.VerificationFailed, MaxCostUsd = LeftUsd, Evidence = EvidenceText.ForRepair(report!),
                };
                continue;
            }
            // Models that are weaker than one that failed are out as well.
            _failed.AddRange(end.Steps.SelectMany(step => step.Weaker.Prepend(step.Model)).Distinct().Except(_failed).ToList());
            var others = setup.Attempts.Others(_failed);
            if (others.Count == 0) return await HandOverAsync(end, report, "no other model is left", cancellationToken);
            if (escalations++ == setup.Options.MaxEscalations) return await HandOverAsync(end, report, "enough models tried", cancellationToken);
            repairs = 0;
            var diff = await RollBackAsync(cancellationToken);
            await setup.Listener.OnAsync(new Escalated(end.Model, others.Count == 1 ? others[0] : $"the best of {string.Join(", ", others)}", _tried[^1]), cancellationToken);
            order = order with
            {
                Number = order.Number + 1, Stage = AttemptStage.Escalation, Model = null, FailedModels = [.. _failed], Boundary = Boundary.VerificationFailed, MaxCostUsd = LeftUsd,
                Evidence = EvidenceText.ForEscalation(report, _tried, diff),
            };
        }
    }

    private decimal? LeftUsd => setup.Options.MaxCostUsd - _attempts.Sum(attempt => attempt.CostUsd);

    /// <summary>Ends that no verification and no other model changes.</summary>
    private CascadeStatus? Hopeless(AttemptEnd end) => end.Kind switch
    {
        AttemptEndKind.Refused when setup.Recorder.Current is null => CascadeStatus.Refused,
        AttemptEndKind.Failed => CascadeStatus.Failed,
        AttemptEndKind.NoModel => _attempts.Count > 1 ? CascadeStatus.VerificationFailed : CascadeStatus.Failed,
        _ => null,
    };

    /// <summary>Null where nothing was changed, so that there is nothing to verify. A repair that changed nothing is verified all the same: to say "done" is not to have done it.</summary>
    private async Task<Checkpoint?> CheckpointToVerifyAsync(AttemptEnd end, bool mustPass, CancellationToken cancellationToken)
    {
        if (mustPass && end.Kind == AttemptEndKind.Done) return await setup.Recorder.OpenAsync(session: null, cancellationToken);
        return setup.Recorder.Current is { Changes.Count: > 0 } changed ? changed : null;
    }

    private CascadeResult Ended(AttemptEnd end, VerificationReport? report)
    {
        if (end.Kind == AttemptEndKind.Refused) return Result(CascadeStatus.Refused, end.Message, report);
        // Cut off in the middle, with tests that passed before as well: nothing shows that it is done.
        if (end.Kind == AttemptEndKind.LimitReached && !(report is { Verdict: Verdict.Pass } && _baseline!.Checks.Any(check => !check.Passed))) return Result(CascadeStatus.Failed, end.Message, report);
        return Result(report?.Verdict is Verdict.Pass or Verdict.Flaky ? CascadeStatus.Verified : CascadeStatus.Unverified, end.Message, report);
    }

    private async Task<CascadeResult> HandOverAsync(AttemptEnd end, VerificationReport? report, string because, CancellationToken cancellationToken)
    {
        await setup.Listener.OnAsync(new Escalated(end.Model, null, $"{because}: {_tried[^1]}"), cancellationToken);
        var changed = setup.Recorder.Current is not null ? " The last attempt's changes are in the workspace; take them back with: tandem undo" : "";
        return Result(report is null ? CascadeStatus.Failed : CascadeStatus.VerificationFailed, $"Over to you: {because}. {string.Join(" · ", _tried).TrimEnd('.')}.{changed}", report);
    }

    private async Task<VerificationReport> VerifyAsync(Checkpoint checkpoint, AttemptEnd end, bool mustPass, CancellationToken cancellationToken)
    {
        var request = new VerificationRequest
        {
            Baseline = _baseline ?? NoBaseline, Changes = await checkpoint.TextsAsync(cancellationToken), MustPass = mustPass, TreeHash = await checkpoint.TreeHashAsync(cancellationToken),
        };
        var report = await BracketAsync(checkpoint, () => setup.Verifier.VerifyAsync(request, cancellationToken), cancellationToken);
        await setup.Listener.OnAsync(new Verified(report), cancellationToken);
        if (report.Verdict is Verdict.Pass or Verdict.Fail) await TeachAsync(end, report, cancellationToken);
        return report;
    }

    /// <summary>What builds and tests leave behind is taken back with the rest.</summary>
    private static async Task<T> BracketAsync<T>(Checkpoint checkpoint, Func<Task<T>> action, CancellationToken cancellationToken)
    {
        await checkpoint.BeforeAsync(null, cancellationToken);
        try
        {
            return await action();
        }
        finally
        {
            await checkpoint.AfterAsync(null, CancellationToken.None);
        }
    }

    private async Task<string> RollBackAsync(CancellationToken cancellationToken)
    {
        if (setup.Recorder.Current is not { } checkpoint) return "";
        var diff = await checkpoint.DiffAsync(MaxDiff, cancellationToken);
        var report = await checkpoint.RollBackAsync(cancellationToken);
        foreach (var kept in report.Kept) await setup.Listener.OnAsync(new AgentWarned($"{kept.Path} was not rolled back: {kept.Because}"), cancellationToken);
        return diff;
    }

    private async Task TeachAsync(AttemptEnd end, VerificationReport report, CancellationToken cancellationToken)
    {
        var passed = report.Verdict == Verdict.Pass;
        var evidence = passed ? string.Join("; ", report.Checks.Select(check => $"{check.Command}: exit code {check.ExitCode}")) : EvidenceText.Summary(report);
        try
        {
            foreach (var decision in end.Steps.Select(step => step.Decision).Distinct())
            {
                await setup.Ledger.AppendOutcomeAsync(
                    new OutcomeEntry
                    {
                        DecisionId = decision, Time = setup.Time.GetUtcNow(), Kind = passed ? OutcomeKind.VerifiedPass : OutcomeKind.VerifiedFail, Value = passed ? 1 : 0, Evidence = evidence,
                    },
                    cancellationToken);
            }
        }
        catch (Exception e) when (e is LedgerUnavailableException or NotInLedgerException)
        {
            await setup.Listener.OnAsync(new AgentWarned($"The outcome could not be recorded, so that the router does not learn from it: {e.Message}"), cancellationToken);
        }
    }

    private CascadeResult Result(CascadeStatus status, string message, VerificationReport? report, string? errorKind = null) => new()
    {
        Status = status, Message = message, Report = report, Attempts = [.. _attempts], Checkpoint = setup.Recorder.Current?.Id, ErrorKind = errorKind,
    };
}
