using Tandem.Providers.Chat;

namespace Tandem.Providers.OpenAI;

/// <summary>The dialect's words for why a model stopped.</summary>
internal static class OpenAIFinish
{
    public static FinishReason Read(string word) => word switch
    {
        "length" or "max_tokens" => FinishReason.Length,
        "tool_calls" or "function_call" => FinishReason.ToolCalls,
        "content_filter" => FinishReason.ContentFilter,
        _ => FinishReason.Stop,
    };

    public static string Write(FinishReason reason) => reason switch
    {
        FinishReason.Length => "length",
        FinishReason.ToolCalls => "tool_calls",
        FinishReason.ContentFilter or FinishReason.Refusal => "content_filter",
        _ => "stop",
    };
}
