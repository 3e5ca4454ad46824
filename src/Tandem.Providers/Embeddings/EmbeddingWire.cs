using System.Text.Json;
using Tandem.Routing.Prices;

namespace Tandem.Providers.Embeddings;

/// <summary>How a provider's servers make embeddings.</summary>
internal abstract class EmbeddingWire
{
    public abstract Uri Address(ModelOptions model);

    /// <exception cref="RequestFormatException">The API cannot take this request.</exception>
    public abstract void Write(Utf8JsonWriter writer, EmbeddingRequest request, ModelOptions model);

    /// <summary>The vectors in the order of the inputs; the provider's count is null where it gives none.</summary>
    /// <exception cref="JsonException">It is not the API's answer.</exception>
    public abstract (IReadOnlyList<ReadOnlyMemory<float>> Vectors, TokenUsage? Usage) Read(JsonElement answer);

    /// <exception cref="RequestFormatException">The input is given as token ids.</exception>
    protected static string TextOf(EmbeddingInput input) =>
        input.Text ?? throw new RequestFormatException("This model takes texts, not token ids; send the texts as they are.");

    protected static float[] Floats(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0) throw new JsonException("A vector must be a list of numbers.");
        var vector = new float[list.GetArrayLength()];
        var place = 0;
        foreach (var number in list.EnumerateArray()) vector[place++] = number.GetSingle();
        return vector;
    }

    protected static JsonElement Member(JsonElement answer, string name) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out var value) ? value : throw new JsonException($"The answer has no '{name}'.");

    protected static TokenUsage? Counted(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var count) && count.ValueKind == JsonValueKind.Number && count.TryGetInt64(out var tokens) && tokens > 0
            ? new TokenUsage { InputTokens = tokens }
            : null;
}
