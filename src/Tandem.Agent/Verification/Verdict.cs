namespace Tandem.Agent.Verification;

/// <summary>What verification says of a change.</summary>
public enum Verdict
{
    /// <summary>Everything that passed before passes, and what the task was about passes now.</summary>
    Pass,

    /// <summary>Something fails that did not fail before, in the same sandbox: the only verdict that escalates or teaches the router.</summary>
    Fail,

    /// <summary>The environment failed, not the work: missing tool, no network, timeout of the baseline too.</summary>
    Error,

    /// <summary>Failed, then passed unchanged.</summary>
    Flaky,

    /// <summary>There is nothing to verify with.</summary>
    None,
}
