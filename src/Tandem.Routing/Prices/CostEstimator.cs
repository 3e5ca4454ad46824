namespace Tandem.Routing.Prices;

/// <summary>What a request will cost and how long it will take at one model, before it is sent.</summary>
internal static class CostEstimator
{
    /// <summary>Tokens of one image, as the dearest provider counts a large one.</summary>
    private const int TokensPerImage = 1_600;

    /// <summary>Typical bytes per token over the conservative bound: what is expected rather than feared.</summary>
    private const double TypicalOverBound = 1.35;

    /// <summary>A bound this near to the context's limit is worth an exact count.</summary>
    private const double NearLimit = 0.15;

    /// <param name="count">Counts the request's tokens at a model exactly, or answers null where it cannot; asked only near the limit.</param>
    public static TokenEstimate Tokens(RouteQuery query, ModelProfile model, Func<ModelProfile, long?> count)
    {
        var images = (long)query.ImageCount * TokensPerImage;
        var bytes = model.InputBytes ?? query.InputBytes;
        var bound = (long)Math.Ceiling(bytes / model.BytesPerToken) + images;
        var expected = (long)Math.Ceiling(bytes / (model.BytesPerToken * TypicalOverBound)) + images;
        var output = Math.Min(model.AskedOutputTokens ?? query.MaxOutputTokens ?? model.MaxOutputTokens, model.MaxOutputTokens);
        var typical = Math.Min(output, model.TypicalOutputTokens);

        var total = bound + output;
        // Outside the band the bound decides: far below it fits for sure, far above even an exact count would not.
        if (total < model.ContextTokens * (1 - NearLimit) || expected + output > model.ContextTokens * (1 + NearLimit))
            return new TokenEstimate(bound, expected, output, typical, Exact: false);
        return count(model) is { } exact
            ? new TokenEstimate(exact + images, exact + images, output, typical, Exact: true)
            : new TokenEstimate(bound, expected, output, typical, Exact: false);
    }

    /// <summary>Expected cost. Only the conversation's own model finds its prompt cache, so that switching pays the full input price.</summary>
    public static NanoUsd Expected(RouteQuery query, ModelProfile model, TokenEstimate tokens) => model.Price.Cost(new TokenUsage
    {
        InputTokens = tokens.Expected,
        CachedInputTokens = model.Name == query.CurrentModel ? Math.Min(query.CachedTokens, tokens.Expected) : 0,
        OutputTokens = tokens.ExpectedOutput,
    });

    /// <summary>The most one attempt may cost: nothing cached, all of it written to a cache, the longest answer, every choice.</summary>
    public static NanoUsd Ceiling(RouteQuery query, ModelProfile model, TokenEstimate tokens) => model.Price.Cost(new TokenUsage
    {
        InputTokens = tokens.Input,
        CacheWriteTokens = model.Price.CacheWrite > model.Price.Input ? tokens.Input : 0,
        OutputTokens = (long)tokens.ReservedOutput * query.ChoiceCount,
    });

    public static TimeSpan Latency(ModelProfile model, TokenEstimate tokens) =>
        model.FirstToken + TimeSpan.FromSeconds(tokens.ExpectedOutput / Math.Max(model.TokensPerSecond, 1));
}
