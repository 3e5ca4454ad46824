namespace Tandem.Pipeline.Observations;

/// <summary>A model in figures, over its last attempts.</summary>
/// <param name="Count">Attempts that the figures rest on.</param>
/// <param name="BytesPerTokenBound">Conservative: nearly all requests had more bytes per token.</param>
/// <param name="BytesPerTokenMean">Mean over input, weighted by tokens.</param>
/// <param name="OutputBytesPerToken">Mean over output.</param>
/// <param name="FirstToken">Median time to the first token.</param>
/// <param name="TokensPerSecond">Median output speed after the first token.</param>
/// <param name="OutputTokens">Mean tokens of an answer.</param>
public sealed record ModelStatistics(
    long Count, double BytesPerTokenBound, double BytesPerTokenMean, double OutputBytesPerToken, TimeSpan FirstToken, double TokensPerSecond, double OutputTokens);
