namespace Tandem.Pipeline.Attempts;

/// <summary>What follows a failed attempt from which nothing was relayed.</summary>
internal abstract record RetryDecision
{
    /// <summary>The same model again, after a pause.</summary>
    public sealed record Again(TimeSpan Pause) : RetryDecision;

    /// <summary>The next model of the decision's order, at once.</summary>
    public sealed record NextModel : RetryDecision;

    /// <summary>The client gets the error.</summary>
    public sealed record GiveUp : RetryDecision;
}
