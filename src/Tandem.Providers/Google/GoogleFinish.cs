using Tandem.Providers.Chat;
using Tandem.Providers.Wire;
using Tandem.Routing.Prices;

namespace Tandem.Providers.Google;

/// <summary>The dialect's words for why a model stopped, its counts, and its signatures.</summary>
internal static class GoogleFinish
{
    /// <summary>Marks a signature as Google's wherever it travels: no other provider takes it back.</summary>
    public const string SignaturePrefix = "google:";

    /// <exception cref="UpstreamException">The model wrote a tool call that cannot be read.</exception>
    public static FinishReason Read(string word, bool called) => word switch
    {
        "MAX_TOKENS" => FinishReason.Length,
        "SAFETY" or "RECITATION" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII" or "IMAGE_SAFETY" or "LANGUAGE" => FinishReason.ContentFilter,
        "MALFORMED_FUNCTION_CALL" or "UNEXPECTED_TOOL_CALL" =>
            throw new UpstreamException(UpstreamError.Malformed, "The model wrote a tool call that cannot be read; try again or use another model."),
        _ => called ? FinishReason.ToolCalls : FinishReason.Stop,
    };

    public static string Write(FinishReason reason) => reason switch
    {
        FinishReason.Length => "MAX_TOKENS",
        FinishReason.ContentFilter or FinishReason.Refusal => "SAFETY",
        _ => "STOP",
    };

    public static TokenUsage? Usage(long? input, long? cached, long? output, long? thoughts)
    {
        if ((input ?? 0) == 0 && (output ?? 0) == 0 && (thoughts ?? 0) == 0) return null;
        return new TokenUsage
        {
            InputTokens = input ?? 0,
            CachedInputTokens = Math.Min(cached ?? 0, input ?? 0),
            OutputTokens = (output ?? 0) + (thoughts ?? 0),
            ReasoningTokens = thoughts ?? 0,
        };
    }

    /// <summary>A prompt that was refused as a whole.</summary>
    public static UpstreamException Blocked() => UpstreamErrors.InBand(new UpstreamErrorBody("prohibited_content", 400));
}
