namespace Tandem.Agent.Cascade;

/// <summary>An attempt's place in the cascade.</summary>
public enum AttemptStage
{
    /// <summary>By the model that routing finds sufficient.</summary>
    First,

    /// <summary>The same model goes on from its own failed work, in the same conversation.</summary>
    Repair,

    /// <summary>Another model begins anew from the checkpoint, in a conversation that holds the task and the evidence but not the failed one's steps.</summary>
    Escalation,
}
