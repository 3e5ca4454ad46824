namespace Tandem.Pipeline;

/// <summary>Kinds of <see cref="PipelineFrame"/>.</summary>
public enum PipelineStep
{
    /// <summary>The model is chosen and the money reserved; nothing was sent yet.</summary>
    Decided,

    /// <summary>An attempt begins. A second one means that the first failed before anything was relayed.</summary>
    Attempt,

    /// <summary>A piece of the answer. The terminal one comes only after the commit.</summary>
    Relay,

    /// <summary>The answer broke off after content.</summary>
    Broken,

    /// <summary>The request is in the ledger. Always the last.</summary>
    Receipt,
}
