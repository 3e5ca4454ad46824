using System.Text.Json;
using Tandem.Providers.Embeddings;
using Tandem.Routing.Prices;

namespace Tandem.Providers.Google;

/// <summary>Google batchEmbedContents. It reports no count of tokens.</summary>
internal sealed class GoogleEmbeddings : EmbeddingWire
{
    public override Uri Address(ModelOptions model) => GoogleDialect.Address(model, "batchEmbedContents");

    public override void Write(Utf8JsonWriter writer, EmbeddingRequest request, ModelOptions model)
    {
        writer.WriteStartArray("requests");
        foreach (var input in request.Inputs)
        {
            writer.WriteStartObject();
            writer.WriteString("model", "models/" + model.UpstreamName);
            writer.WriteStartObject("content");
            writer.WriteStartArray("parts");
            writer.WriteStartObject();
            writer.WriteString("text", TextOf(input));
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
            if (request.Dimensions is { } dimensions) writer.WriteNumber("outputDimensionality", dimensions);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public override (IReadOnlyList<ReadOnlyMemory<float>> Vectors, TokenUsage? Usage) Read(JsonElement answer) =>
        ([.. Member(answer, "embeddings").EnumerateArray().Select(one => (ReadOnlyMemory<float>)Floats(Member(one, "values")))], null);
}
