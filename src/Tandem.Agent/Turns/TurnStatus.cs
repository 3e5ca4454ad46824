namespace Tandem.Agent.Turns;

/// <summary>How the agent's work on one user message ended.</summary>
public enum TurnStatus
{
    /// <summary>The model says that it is done. Whether it is, verification says.</summary>
    Answered,

    Interrupted,

    /// <summary>The model declined, or its provider filtered the answer.</summary>
    Declined,

    /// <summary>A limit on steps, time or cost.</summary>
    Stopped,

    /// <summary>It goes in circles, answers nothing, or cannot get a tool call right: another model may do better.</summary>
    GaveUp,

    /// <summary>No model answered.</summary>
    Failed,
}
