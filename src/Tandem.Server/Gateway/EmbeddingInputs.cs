using System.Text.Json;
using Tandem.Providers;
using Tandem.Providers.Embeddings;
using Tandem.Server.Hosting;

namespace Tandem.Server.Gateway;

/// <summary>Reads what is to be embedded: a text, a list of texts, and where token ids are taken, a list of them or of such lists.</summary>
internal static class EmbeddingInputs
{
    private const int MaxInputs = 2_048;
    private const int MaxDimensions = 65_536;

    /// <exception cref="GatewayException">The input has another shape, is empty, or has too many parts.</exception>
    public static IReadOnlyList<EmbeddingInput> Read(JsonElement input)
    {
        IReadOnlyList<EmbeddingInput> inputs = input.ValueKind switch
        {
            JsonValueKind.String => [Text(input)],
            JsonValueKind.Array when input.GetArrayLength() > 0 && input[0].ValueKind == JsonValueKind.Number => [Tokens(input)],
            JsonValueKind.Array => [.. input.EnumerateArray().Take(MaxInputs + 1).Select(one => one.ValueKind == JsonValueKind.Array ? Tokens(one) : Text(one))],
            _ => [],
        };
        if (inputs.Count is 0 or > MaxInputs)
            throw new GatewayException(WireErrorKind.Invalid, $"'input' must be a text or a list of 1 to {MaxInputs} texts.");
        return inputs;
    }

    /// <exception cref="GatewayException">No length of a vector.</exception>
    public static int? Dimensions(int? asked) =>
        asked is null or (> 0 and <= MaxDimensions) ? asked : throw new GatewayException(WireErrorKind.Invalid, "'dimensions' must be a positive number.");

    private static EmbeddingInput Text(JsonElement value) => value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
        ? new EmbeddingInput(text)
        : throw new GatewayException(WireErrorKind.Invalid, "'input' must hold texts that are not empty, or lists of token ids.");

    private static EmbeddingInput Tokens(JsonElement list)
    {
        var tokens = new int[list.GetArrayLength()];
        var place = 0;
        foreach (var number in list.EnumerateArray())
            if (number.ValueKind != JsonValueKind.Number || !number.TryGetInt32(out tokens[place++]) || tokens[place - 1] < 0)
                throw new GatewayException(WireErrorKind.Invalid, "'input' must hold texts, or lists of token ids: whole numbers from 0.");
        return tokens.Length > 0 ? new EmbeddingInput(null, tokens) : throw new GatewayException(WireErrorKind.Invalid, "'input' holds an empty list.");
    }
}
