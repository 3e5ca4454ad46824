using Tandem.Agent.Commands;

namespace Tandem.Agent.Verification;

/// <summary>Runs the repository's commands, the nearest tests first, and compares with what they said before the change.</summary>
public sealed class Verifier(VerifierOptions options) : IVerifier
{
    private readonly BaselineCache _cache = new(options.DataFolder, options.Time);
    private IReadOnlyList<VerifyCommand>? _commands;

    public async Task<Baseline> BaselineAsync(string treeHash, CancellationToken cancellationToken)
    {
        var commands = await CommandsAsync(cancellationToken);
        var texts = commands.Select(command => command.Command).ToList();
        if (_cache.Find(treeHash, texts) is { } cached) return cached;
        var checks = new List<BaselineCheck>();
        foreach (var command in commands)
        {
            var result = await RunAsync(command.Command, cancellationToken);
            checks.Add(Check(command.Command, result));
        }
        var baseline = new Baseline { Checks = checks, Notes = Notes(commands) };
        _cache.Keep(treeHash, texts, baseline);
        return baseline;
    }

    public async Task<VerificationReport> VerifyAsync(VerificationRequest request, CancellationToken cancellationToken)
    {
        var commands = await CommandsAsync(cancellationToken);
        var (weakened, suppressed) = WeakenedTests.Find(request.Changes);
        var notes = new List<string>([.. request.Baseline.Notes, .. suppressed]);
        if (commands.Count == 0) return new VerificationReport { Verdict = Verdict.None, Weakened = weakened, Notes = notes };
        var checks = new List<CheckResult>();
        var after = new List<BaselineCheck>();
        foreach (var command in commands)
        {
            var before = request.Baseline.Checks.FirstOrDefault(check => check.Command == command.Command);
            if (await NearestAsync(command, before, request, cancellationToken) is { } early)
            {
                checks.Add(early);
                break; // The whole would fail as well, later.
            }
            var (check, result) = await JudgeAsync(command.Command, before, request.MustPass, cancellationToken);
            checks.Add(check);
            after.Add(Check(command.Command, result));
            if (check.Verdict == Verdict.Fail) break; // What follows builds on it.
        }
        if (checks.Count < commands.Count) notes.Add($"not run after that failure: {string.Join(", ", commands.Skip(checks.Count).Select(command => command.Command))}");
        if (checks.TrueForAll(check => check is { Verdict: Verdict.Pass, Note: not null }) && request.Baseline.Checks.Any(check => check.Passed))
            notes.Add("everything that ran passed before the change too: it shows that nothing broke, not that the task is done");
        var verdict = Overall(checks);
        if (verdict is Verdict.Pass or Verdict.Flaky && weakened.Count > 0) verdict = Verdict.Fail;
        if (request.TreeHash is { } hash && verdict == Verdict.Pass && after.Count == commands.Count)
            _cache.Keep(hash, [.. commands.Select(command => command.Command)], new Baseline { Checks = after, Notes = Notes(commands) });
        return new VerificationReport { Verdict = verdict, Checks = checks, Weakened = weakened, Notes = notes };
    }

    private static Verdict Overall(List<CheckResult> checks)
    {
        foreach (var verdict in (Verdict[])[Verdict.Fail, Verdict.Error, Verdict.Flaky])
        {
            if (checks.Exists(check => check.Verdict == verdict)) return verdict;
        }
        return Verdict.Pass;
    }

    private static BaselineCheck Check(string command, CommandResult result) =>
        new(command, result.ExitCode, result.Duration.TotalSeconds, result.ExitCode is 0 ? [] : FailureReader.Read(result.Output), EnvironmentFaults.Of(result));

    private List<string> Notes(IReadOnlyList<VerifyCommand> commands)
    {
        var notes = new List<string>();
        if (options.Untrusted.Count > 0) notes.Add($"commands of tandem.yaml are not trusted and were not run ({string.Join(", ", options.Untrusted)}). Read them, then: tandem trust");
        if (commands.Count == 0) notes.Add(options.Configured is { Count: 0 } ? "verification is switched off (verify: [])" : "no tests or build were found to verify with; name commands with --verify or under 'verify' in tandem.yaml");
        return notes;
    }

    /// <summary>The tests nearest to the change; only a failure that is new says anything, and only early.</summary>
    private async Task<CheckResult?> NearestAsync(VerifyCommand command, BaselineCheck? before, VerificationRequest request, CancellationToken cancellationToken)
    {
        // Where the whole failed before, a part cannot be told from it.
        if (before is not { Passed: true } || AffectedTests.Of(command, options.Root, [.. request.Changes.Select(change => change.Path)]) is not { } nearest) return null;
        var (check, _) = await JudgeAsync(nearest, before, mustPass: false, cancellationToken);
        return check.Verdict == Verdict.Fail ? check with { Note = $"the tests nearest to the change{(check.Note is null ? "" : "; " + check.Note)}" } : null;
    }

    private async Task<(CheckResult Check, CommandResult Result)> JudgeAsync(string command, BaselineCheck? before, bool mustPass, CancellationToken cancellationToken)
    {
        var now = await RunAsync(command, cancellationToken);
        var check = CheckJudge.Judge(command, before, now, again: null, mustPass);
        if (check.Verdict != Verdict.Fail || now.ExitCode is null || now.Duration > options.RerunLimit || check.NewFailures.Any(FailureReader.IsDiagnostic)) return (check, now);
        var again = await RunAsync(command, cancellationToken);
        return (CheckJudge.Judge(command, before, now, again, mustPass), now);
    }

    private async Task<CommandResult> RunAsync(string command, CancellationToken cancellationToken)
    {
        if (options.OnRun is { } told) await told(command, cancellationToken);
        return await options.Commands.RunAsync(new CommandRequest { Command = command, WorkingFolder = options.Root, Timeout = options.Timeout }, cancellationToken);
    }

    /// <summary>Found once: what a change does to the files that name commands must not choose its judge.</summary>
    private async Task<IReadOnlyList<VerifyCommand>> CommandsAsync(CancellationToken cancellationToken) =>
        _commands ??= options.Configured is { } configured
            ? [.. configured.Select(command => new VerifyCommand(command, null))]
            : await new CommandDetection(options.Root, options.Commands).FindAsync(cancellationToken);
}
