using System.Runtime.InteropServices;
using System.Text.Json;
using Tandem.Providers.Embeddings;
using Tandem.Routing.Prices;

namespace Tandem.Providers.OpenAI;

/// <summary>OpenAI embeddings; also Azure, vLLM, llama-server, LM Studio.</summary>
internal sealed class OpenAIEmbeddings : EmbeddingWire
{
    public override Uri Address(ModelOptions model) => OpenAIDialect.Address(model, "embeddings");

    public override void Write(Utf8JsonWriter writer, EmbeddingRequest request, ModelOptions model)
    {
        writer.WriteString("model", model.UpstreamName);
        writer.WriteStartArray("input");
        foreach (var input in request.Inputs)
            if (input.Tokens is { } tokens)
            {
                writer.WriteStartArray();
                foreach (var token in tokens) writer.WriteNumberValue(token);
                writer.WriteEndArray();
            }
            else writer.WriteStringValue(input.Text);
        writer.WriteEndArray();
        writer.WriteString("encoding_format", "float"); // Every server knows it; base64 only some.
        if (request.Dimensions is { } dimensions) writer.WriteNumber("dimensions", dimensions);
        if (request.User is { } user) writer.WriteString("user", user);
    }

    public override (IReadOnlyList<ReadOnlyMemory<float>> Vectors, TokenUsage? Usage) Read(JsonElement answer)
    {
        var items = Member(answer, "data").EnumerateArray().ToList();
        var vectors = new ReadOnlyMemory<float>[items.Count];
        for (var place = 0; place < items.Count; place++)
        {
            var index = items[place].TryGetProperty("index", out var given) ? given.GetInt32() : place;
            if (index < 0 || index >= vectors.Length || !vectors[index].IsEmpty) throw new JsonException("The vectors' indexes are not those of the inputs.");
            vectors[index] = Vector(Member(items[place], "embedding"));
        }

        return (vectors, answer.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object ? Counted(usage, "prompt_tokens") : null);
    }

    /// <summary>A list, or what some servers send whatever was asked: little-endian floats in base64.</summary>
    private static float[] Vector(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out var bytes) && bytes.Length is > 0 && bytes.Length % sizeof(float) == 0
            ? MemoryMarshal.Cast<byte, float>(bytes).ToArray()
            : Floats(value);
}
