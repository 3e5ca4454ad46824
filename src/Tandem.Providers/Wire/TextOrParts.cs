using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Tandem.Providers.Wire;

/// <summary>Content that a dialect lets stand as a text or as a list of parts.</summary>
internal sealed record TextOrParts<TPart>
{
    public string? Text { get; init; }

    public IReadOnlyList<TPart>? Parts { get; init; }
}

/// <summary>Reads and writes <see cref="TextOrParts{TPart}"/>; each dialect derives one, with its own part.</summary>
internal abstract class TextOrPartsConverter<TPart> : JsonConverter<TextOrParts<TPart>>
{
    protected abstract JsonTypeInfo<List<TPart>> PartsInfo { get; }

    protected abstract JsonTypeInfo<TPart> PartInfo { get; }

    public override TextOrParts<TPart> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => new() { Text = reader.GetString() },
        JsonTokenType.StartObject => new() { Parts = [JsonSerializer.Deserialize(ref reader, PartInfo)!] },
        _ => new() { Parts = JsonSerializer.Deserialize(ref reader, PartsInfo) },
    };

    public override void Write(Utf8JsonWriter writer, TextOrParts<TPart> value, JsonSerializerOptions options)
    {
        if (value.Parts is { } parts) JsonSerializer.Serialize(writer, [.. parts], PartsInfo);
        else writer.WriteStringValue(value.Text);
    }
}
