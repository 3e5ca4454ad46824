namespace Tandem.Agent.Turns;

/// <summary>How the agent's work on one user message ended.</summary>
public enum TurnStatus
{
    /// <summary>The model says that it is done. Whether it is, verification says.</summary>
    Answered,

    Interrupted,

    /// <summary>The model declined, or its provider filtered the answer.</summary>
    Declined,

    /// <summary>A limit on steps, time or cost, or a loop.</summary>
    Stopped,

    /// <summary>No model answered.</summary>
    Failed,
}
