using System.Text.Json;

namespace Tandem.Server.Gateway.Ollama;

/// <summary>Body of <c>/api/embed</c>.</summary>
internal sealed record EmbedBody
{
    public string? Model { get; init; }

    /// <summary>A text, or a list of texts.</summary>
    public JsonElement Input { get; init; }

    /// <summary>Cut what is too long; Ollama's own default.</summary>
    public bool? Truncate { get; init; }

    public int? Dimensions { get; init; }
}
