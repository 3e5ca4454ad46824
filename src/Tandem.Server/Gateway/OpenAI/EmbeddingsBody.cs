using System.Text.Json;

namespace Tandem.Server.Gateway.OpenAI;

/// <summary>Body of <c>/v1/embeddings</c>.</summary>
internal sealed record EmbeddingsBody
{
    public string? Model { get; init; }

    /// <summary>A text, token ids, or a list of either.</summary>
    public JsonElement Input { get; init; }

    /// <summary><c>float</c> or <c>base64</c>.</summary>
    public string? EncodingFormat { get; init; }

    public int? Dimensions { get; init; }

    public string? User { get; init; }
}
