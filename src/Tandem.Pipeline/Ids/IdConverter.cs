using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tandem.Pipeline.Ids;

/// <summary>Writes an id as its string.</summary>
/// <typeparam name="TId">The id's type.</typeparam>
public sealed class IdConverter<TId> : JsonConverter<TId>
    where TId : struct, IPrefixedId<TId>
{
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TId.Of(reader.GetString() ?? throw new JsonException("An id is a string."));

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
