namespace Tandem.Routing.Prices;

/// <summary>What a model costs, in USD per million tokens.</summary>
public sealed record ModelPrice
{
    public static readonly ModelPrice Free = new();

    public decimal Input { get; init; }

    public decimal Output { get; init; }

    /// <summary>Price of input read from the provider's prompt cache; null = like other input.</summary>
    public decimal? CachedInput { get; init; }

    /// <summary>Price of input written to the provider's prompt cache; null = like other input.</summary>
    public decimal? CacheWrite { get; init; }

    /// <summary>The charge for one attempt, rounded up once to a nano-dollar.</summary>
    /// <exception cref="OverflowException">The amount does not fit <see cref="NanoUsd"/>.</exception>
    public NanoUsd Cost(TokenUsage usage)
    {
        var cached = Math.Clamp(usage.CachedInputTokens, 0, usage.InputTokens);
        var written = Math.Clamp(usage.CacheWriteTokens, 0, usage.InputTokens - cached);
        var plain = usage.InputTokens - cached - written;
        var millionths = plain * Input + cached * (CachedInput ?? Input) + written * (CacheWrite ?? Input) + usage.OutputTokens * Output;
        return NanoUsd.FromUsd(millionths / 1_000_000m);
    }
}
