namespace Tandem.Providers.Embeddings;

/// <summary>One text to embed: as text, or as token ids of the model's own vocabulary, which only OpenAI's API takes.</summary>
public sealed record EmbeddingInput(string? Text, IReadOnlyList<int>? Tokens = null);
