namespace Tandem.Agent.Verification;

/// <summary>One command's part in a verification.</summary>
/// <param name="ExitCode">Null = timed out or never started.</param>
/// <param name="Failures">Names of the failing tests or the first diagnostics, as far as they could be read; at most 50.</param>
/// <param name="NewFailures">Those that the baseline did not have.</param>
/// <param name="Evidence">The part of the output that shows the failure, capped.</param>
public sealed record CheckResult(
    string Command, Verdict Verdict, int? ExitCode, double Seconds, IReadOnlyList<string> Failures, IReadOnlyList<string> NewFailures, string Evidence, string? Note = null);
