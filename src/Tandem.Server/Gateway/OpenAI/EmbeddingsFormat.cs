using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Tandem.Pipeline;
using Tandem.Providers;
using Tandem.Providers.Embeddings;

namespace Tandem.Server.Gateway.OpenAI;

/// <summary>Writes vectors as OpenAI's clients read them: lists, or little-endian floats in base64.</summary>
internal sealed class EmbeddingsFormat(ModelRequest request, bool base64, Func<string> model) : IAnswerFormat
{
    public string ContentType => "application/json";

    public ReadOnlyMemory<byte> Write(in RelayFrame frame)
    {
        if (frame.Event is not EmbeddingsEvent { Vectors: var vectors })
            return default;
        var output = new ArrayBufferWriter<byte>(4_096);
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteString("object", "list");
            writer.WriteStartArray("data");
            for (var index = 0; index < vectors.Count; index++)
                Write(writer, index, vectors[index].Span);
            writer.WriteEndArray();
            writer.WriteString("model", model());
            var tokens = (frame.Kinds & FrameKinds.Usage) != 0 ? frame.Usage.InputTokens : RequestPipeline.CountTokens(request);
            writer.WriteStartObject("usage");
            writer.WriteNumber("prompt_tokens", tokens);
            writer.WriteNumber("total_tokens", tokens);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return output.WrittenMemory;
    }

    public ReadOnlyMemory<byte> StreamError(WireError error) => DialectDoor.StreamError(Dialect.OpenAI, error);

    private void Write(Utf8JsonWriter writer, int index, ReadOnlySpan<float> vector)
    {
        writer.WriteStartObject();
        writer.WriteString("object", "embedding");
        writer.WriteNumber("index", index);
        if (base64)
            writer.WriteBase64String("embedding", MemoryMarshal.AsBytes(vector)); // .NET runs on little-endian machines only.
        else
            Floats(writer, "embedding", vector);
        writer.WriteEndObject();
    }

    private static void Floats(Utf8JsonWriter writer, string name, ReadOnlySpan<float> vector)
    {
        writer.WriteStartArray(name);
        foreach (var value in vector)
            writer.WriteNumberValue(value);
        writer.WriteEndArray();
    }
}
