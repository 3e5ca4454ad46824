namespace Tandem.Agent.Cascade;

/// <summary>How a task ended.</summary>
public enum CascadeStatus
{
    /// <summary>The repository's own commands pass.</summary>
    Verified,

    /// <summary>Nothing judged the work: nothing to verify with, the environment failed, or nothing was changed.</summary>
    Unverified,

    /// <summary>Every attempt failed verification. The last one's changes are still there.</summary>
    VerificationFailed,

    Refused,

    Failed,
}
