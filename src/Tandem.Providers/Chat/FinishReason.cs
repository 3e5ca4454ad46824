namespace Tandem.Providers.Chat;

/// <summary>Why a model stopped.</summary>
public enum FinishReason
{
    /// <summary>Nothing said yet.</summary>
    None,
    Stop,
    StopSequence,
    Length,
    ToolCalls,
    ContentFilter,

    /// <summary>The model declined (Anthropic's <c>refusal</c>).</summary>
    Refusal,
}
