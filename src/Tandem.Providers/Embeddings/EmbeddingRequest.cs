namespace Tandem.Providers.Embeddings;

/// <summary>Texts that become vectors, apart from any dialect.</summary>
public sealed record EmbeddingRequest
{
    /// <summary>The name that the client asked for.</summary>
    public required string Model { get; init; }

    /// <summary>At least one; vectors come back in this order.</summary>
    public required IReadOnlyList<EmbeddingInput> Inputs { get; init; }

    /// <summary>Length of the vectors, where the model can shorten them; null = its own.</summary>
    public int? Dimensions { get; init; }

    /// <summary>False = refuse a text that is too long instead of cutting it; only Ollama asks.</summary>
    public bool? Truncate { get; init; }

    public string? User { get; init; }
}
