namespace Tandem.Llama;

/// <summary>A prompt does not fit the context. Nothing was dropped or shifted; the session is as it was before the call.</summary>
public sealed class ContextOverflowException(int requestedTokens, int contextTokens)
    : Exception($"The conversation needs {requestedTokens} tokens and the context holds {contextTokens}. " +
        "Shorten or compact it, or load the model with a larger context.")
{
    public int RequestedTokens { get; } = requestedTokens;

    public int ContextTokens { get; } = contextTokens;
}
