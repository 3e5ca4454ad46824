using Tandem.Routing.Prices;

namespace Tandem.Providers.Anthropic;

/// <summary>The dialect counts the cached parts apart from the input; ours are parts of it.</summary>
internal static class AnthropicCounts
{
    public static TokenUsage Usage(long input, long cacheRead, long cacheWrite, long output) => new()
    {
        InputTokens = input + cacheRead + cacheWrite,
        CachedInputTokens = cacheRead,
        CacheWriteTokens = cacheWrite,
        OutputTokens = output,
    };

    public static AnthropicUsage Write(TokenUsage usage) => new()
    {
        InputTokens = Math.Max(0, usage.InputTokens - usage.CachedInputTokens - usage.CacheWriteTokens),
        CacheCreationInputTokens = usage.CacheWriteTokens,
        CacheReadInputTokens = usage.CachedInputTokens,
        OutputTokens = usage.OutputTokens,
    };
}
