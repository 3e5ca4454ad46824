using Tandem.Providers.Chat;

namespace Tandem.Providers.Anthropic;

/// <summary>The dialect's words for why a model stopped.</summary>
internal static class AnthropicFinish
{
    public static FinishReason Read(string word) => word switch
    {
        "max_tokens" or "model_context_window_exceeded" => FinishReason.Length,
        "stop_sequence" => FinishReason.StopSequence,
        "tool_use" => FinishReason.ToolCalls,
        "refusal" => FinishReason.Refusal,
        _ => FinishReason.Stop,
    };

    public static string Write(FinishReason reason) => reason switch
    {
        FinishReason.Length => "max_tokens",
        FinishReason.StopSequence => "stop_sequence",
        FinishReason.ToolCalls => "tool_use",
        FinishReason.ContentFilter or FinishReason.Refusal => "refusal",
        _ => "end_turn",
    };
}
