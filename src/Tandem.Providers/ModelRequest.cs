using Tandem.Providers.Chat;
using Tandem.Providers.Embeddings;

namespace Tandem.Providers;

/// <summary>One request as it came through a door: the body's bytes and what one scan found in them.</summary>
public sealed record ModelRequest
{
    public required Dialect Dialect { get; init; }

    /// <summary>The client's body, unchanged; empty for <see cref="Dialect.Native"/>.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The request itself where the caller is in this process (<see cref="Dialect.Native"/>), else null.</summary>
    public ChatRequest? Chat { get; init; }

    /// <summary>Texts to embed, of a request that asks for vectors instead of an answer (<see cref="Dialect.Native"/>), else null.</summary>
    public EmbeddingRequest? Embedding { get; init; }

    public required RequestOutline Outline { get; init; }

    /// <summary>Headers of the client that an upstream of the same dialect gets too; only those on the dialect's list do (<c>anthropic-beta</c>).</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
