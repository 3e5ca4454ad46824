namespace Tandem.Routing.Prices;

/// <summary>Tokens of one attempt. Input counts include the cached and the cache-writing part; output includes reasoning.</summary>
public readonly record struct TokenUsage
{
    public long InputTokens { get; init; }

    /// <summary>Part of <see cref="InputTokens"/> that the provider read from its prompt cache.</summary>
    public long CachedInputTokens { get; init; }

    /// <summary>Part of <see cref="InputTokens"/> that the provider wrote to its prompt cache, where it bills that apart (Anthropic).</summary>
    public long CacheWriteTokens { get; init; }

    public long OutputTokens { get; init; }

    /// <summary>Part of <see cref="OutputTokens"/> that was hidden reasoning.</summary>
    public long ReasoningTokens { get; init; }

    /// <summary>True where the upstream reported no plausible usage and the counts are our own.</summary>
    public bool Estimated { get; init; }

    public long TotalTokens => InputTokens + OutputTokens;
}
