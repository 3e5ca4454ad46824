using System.Text.Json;
using Tandem.Providers.Embeddings;
using Tandem.Routing.Prices;

namespace Tandem.Providers.Ollama;

/// <summary>Ollama embed.</summary>
internal sealed class OllamaEmbeddings : EmbeddingWire
{
    public override Uri Address(ModelOptions model) => new(model.BaseUrl!.AbsoluteUri.TrimEnd('/') + "/api/embed");

    public override void Write(Utf8JsonWriter writer, EmbeddingRequest request, ModelOptions model)
    {
        writer.WriteString("model", model.UpstreamName);
        writer.WriteStartArray("input");
        foreach (var input in request.Inputs) writer.WriteStringValue(TextOf(input));
        writer.WriteEndArray();
        writer.WriteBoolean("truncate", request.Truncate ?? false); // A vector of half a text looks like one of the whole.
        if (request.Dimensions is { } dimensions) writer.WriteNumber("dimensions", dimensions);
    }

    public override (IReadOnlyList<ReadOnlyMemory<float>> Vectors, TokenUsage? Usage) Read(JsonElement answer) =>
        ([.. Member(answer, "embeddings").EnumerateArray().Select(vector => (ReadOnlyMemory<float>)Floats(vector))], Counted(answer, "prompt_eval_count"));
}
