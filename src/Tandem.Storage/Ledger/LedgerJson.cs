using System.Text.Json;
using System.Text.Json.Serialization;
using Tandem.Pipeline.Ids;

namespace Tandem.Storage.Ledger;

/// <summary>The JSON of entries. Only ASCII is written, so that no later tool can change a byte of what was hashed.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(TimeConverter), typeof(DecisionIdConverter), typeof(RequestIdConverter), typeof(SessionIdConverter)])]
[JsonSerializable(typeof(LedgerEntry))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class LedgerJson : JsonSerializerContext
{
    private sealed class TimeConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Rfc3339.Parse(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Rfc3339.Format(value));
    }

    private sealed class DecisionIdConverter : JsonConverter<DecisionId>
    {
        public override DecisionId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, DecisionId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }

    private sealed class RequestIdConverter : JsonConverter<RequestId>
    {
        public override RequestId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, RequestId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }

    private sealed class SessionIdConverter : JsonConverter<SessionId>
    {
        public override SessionId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, SessionId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
