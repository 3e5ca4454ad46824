using Tandem.Agent.Commands;

namespace Tandem.Agent.Verification;

/// <summary>The verdict on one command, from what it said before and says now.</summary>
internal static class CheckJudge
{
    private const int MaxNamed = 50;
    private const string PassedBefore = "passed before the change too, so that it does not show that the task is done";

    /// <param name="before">Null where there is no baseline.</param>
    /// <param name="again">A second run, unchanged; null where there was none.</param>
    /// <param name="mustPass">What failed before and still fails is a failure.</param>
    public static CheckResult Judge(string command, BaselineCheck? before, CommandResult now, CommandResult? again, bool mustPass)
    {
        var failures = FailureReader.Read(now.Output);
        var seconds = now.Duration.TotalSeconds;
        CheckResult Result(Verdict verdict, IReadOnlyList<string> added, string? note) => new(
            command, verdict, now.ExitCode, seconds, [.. failures.Take(MaxNamed)], [.. added.Take(MaxNamed)], verdict == Verdict.Pass ? "" : Evidence.Of(now.Output, added.Count > 0 ? added : failures), note);

        if (EnvironmentFaults.Of(now) is { } fault) return Result(Verdict.Error, [], $"not judged: {fault}");
        if (now.ExitCode is 0) return Result(Verdict.Pass, [], before is { Passed: true } ? PassedBefore : null);
        if (now.ExitCode is null) return JudgeTimeout(before, now, Result);
        if (before?.EnvironmentFault is { } earlier) return Result(Verdict.Error, [], $"not judged: it did not run before the change either ({earlier})");
        if (before is { ExitCode: null }) return Result(Verdict.Error, [], "not judged: it timed out before the change, so that there is nothing to compare with");

        var added = Added(before, failures);
        if (added.Count == 0) return mustPass
            ? Result(Verdict.Fail, [.. failures], "fails as before the change: the task is not done")
            : Result(Verdict.Pass, [], $"fails as before the change ({Count(before!.Failures.Count)}); nothing new");
        if (again is null) return Result(Verdict.Fail, added, null);
        if (EnvironmentFaults.Of(again) is { } later) return Result(Verdict.Error, [], $"not judged: {later}");
        if (again.ExitCode is 0) return Result(Verdict.Flaky, [], $"flaky: failed, then passed unchanged ({Names(added)})");
        var persistent = added.Intersect(FailureReader.Read(again.Output)).ToList();
        if (persistent.Count == 0 && !added[0].StartsWith("exit code", StringComparison.Ordinal)) return mustPass && before is { Passed: false }
            ? Result(Verdict.Fail, added, $"flaky besides: {Names(added)}")
            : Result(Verdict.Flaky, [], $"flaky: each failure passed at one of two runs ({Names(added)})");
        var flaky = added.Except(persistent).ToList();
        return Result(Verdict.Fail, persistent.Count > 0 ? persistent : added, flaky.Count > 0 && persistent.Count > 0 ? $"flaky besides: {Names(flaky)}" : null);
    }

    public static string Names(IReadOnlyList<string> names) => string.Join(", ", names.Take(5)) + (names.Count > 5 ? $" and {names.Count - 5} more" : "");

    private static CheckResult JudgeTimeout(BaselineCheck? before, CommandResult now, Func<Verdict, IReadOnlyList<string>, string?, CheckResult> result) => before is { Passed: false, ExitCode: null }
        ? result(Verdict.Error, [], "not judged: it timed out before the change too")
        : result(Verdict.Fail, ["it no longer ends in time"], $"ended after {now.Duration.TotalSeconds:0} s{(before is null ? "" : $"; before the change it took {before.Seconds:0} s")}");

    /// <summary>What fails now and did not before. A failure without names is new where the command passed before.</summary>
    private static List<string> Added(BaselineCheck? before, IReadOnlyList<string> failures)
    {
        if (before is null or { Passed: true }) return failures.Count > 0 ? [.. failures] : ["exit code other than 0"];
        return [.. failures.Except(before.Failures)];
    }

    private static string Count(int failures) => failures switch { 0 => "no names could be read", 1 => "1 failure", _ => $"{failures} failures" };
}
