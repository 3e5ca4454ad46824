using Tandem.Providers.Chat;

namespace Tandem.Providers.Embeddings;

/// <summary>The whole answer to an <see cref="EmbeddingRequest"/>: one vector an input, in its order. Carried by the terminal frame.</summary>
public sealed record EmbeddingsEvent(IReadOnlyList<ReadOnlyMemory<float>> Vectors) : ChatEvent;
