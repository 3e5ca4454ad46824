using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tandem.Providers.Wire;

/// <summary>Reads a count of tokens from an upstream. What is no count (text, negative, gigantic) is as if it were not there, and never breaks an answer.</summary>
internal sealed class LenientCountConverter : JsonConverter<long?>
{
    /// <summary>More tokens than any model takes or gives.</summary>
    public const long Most = 1_000_000_000;

    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        return Plausible(ref reader);
    }

    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options)
    {
        if (value is { } count) writer.WriteNumberValue(count);
        else writer.WriteNullValue();
    }

    /// <summary>The number under the reader, or null where it is not plausible.</summary>
    public static long? Plausible(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var count) && count is >= 0 and <= Most ? count : null;
}
