namespace Tandem.Providers;

/// <summary>Where in a body the few values stand that change on the way: byte offsets, end exclusive; an empty range = not there.</summary>
/// <param name="Model">The value of the model's name, with its quotes.</param>
/// <param name="Stream">The value of <c>stream</c>.</param>
/// <param name="StreamOptions">The value of <c>stream_options</c>.</param>
/// <param name="MaxOutputTokens">The value of the field that limits the output.</param>
/// <param name="ObjectStart">Just behind the opening brace, where a missing field is inserted.</param>
public readonly record struct SpliceMap(Range Model, Range Stream, Range StreamOptions, Range MaxOutputTokens, int ObjectStart)
{
    /// <summary>Just behind the brace of the inner object that holds the output's limit (Ollama's <c>options</c>, Google's <c>generationConfig</c>); 0 = none.</summary>
    public int InnerObjectStart { get; init; }

    public static SpliceMap None => default;
}
