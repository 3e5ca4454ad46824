namespace Tandem.Agent.Cascade;

/// <summary>Kinds of end of an attempt.</summary>
public enum AttemptEndKind
{
    /// <summary>The model says that it is done. Verification follows.</summary>
    Done,

    /// <summary>A limit of turns, time or money was met in the middle. What is there is verified all the same.</summary>
    LimitReached,

    /// <summary>The model refused, answered nothing, or cannot get a tool call right: another model may do better.</summary>
    GaveUp,

    /// <summary>The task needs something that was refused by the permissions: no other model helps.</summary>
    Refused,

    /// <summary>No model is left to do it: with an escalation, none but those that failed.</summary>
    NoModel,

    /// <summary>The call failed for a reason outside the work (budget, privacy, every upstream down).</summary>
    Failed,
}
