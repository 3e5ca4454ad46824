using Tandem.Agent.Cascade;
using Tandem.Agent.Verification;

namespace Tandem.Engine.Agents;

/// <summary>How a task's end reads as status and exit code (design contract, §4).</summary>
internal static class TaskStatus
{
    public const int Interrupted = 130;
    public const int NoModel = 4;
    public const int NotVerified = 5;

    private const int Failed = 1;
    private const int Invalid = 2;
    private const int Refused = 3;

    public static (string Status, int Code) Of(CascadeResult result) => result.Status switch
    {
        CascadeStatus.Verified => ("verified", 0),
        // A verifier is there and could not judge: that is not called done. Without one, or without a change, there is nothing to hold against it.
        CascadeStatus.Unverified => ("unverified", result.Report is { Verdict: Verdict.Error } ? NotVerified : 0),
        CascadeStatus.VerificationFailed => ("verification_failed", NotVerified),
        CascadeStatus.Refused => ("refused", Refused),
        _ => ("failed", CodeOf(result.ErrorKind ?? (result.Attempts is [.., var last] ? last.ErrorKind : null))),
    };

    /// <param name="kind">An error kind's name; null = unknown.</param>
    public static int CodeOf(string? kind) => kind switch
    {
        "invalid" or "unauthorized" => Invalid,
        "privacy_refused" or "budget_exceeded" => Refused,
        "rate_limited" or "no_model" => NoModel,
        _ => Failed,
    };
}
