namespace Tandem.Pipeline.Ledger;

/// <summary>Kinds of outcome; written in snake case (<c>verified_pass</c>).</summary>
public enum OutcomeKind
{
    VerifiedPass,
    VerifiedFail,
    Accepted,
    Undone,
    RetriedWith,
    Rated,
    Committed,
    Reverted,
}
