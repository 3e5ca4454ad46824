using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tandem.Providers.Wire;

/// <summary>Writes wire records compactly, escaping no more than JSON and .NET demand; reads bodies with errors a client understands.</summary>
internal static class WireJson
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static byte[] Write<T>(T value, JsonTypeInfo<T> type)
    {
        var output = new ArrayBufferWriter<byte>(1_024);
        Write(output, value, type);
        return output.WrittenSpan.ToArray();
    }

    public static void Write<T>(IBufferWriter<byte> output, T value, JsonTypeInfo<T> type)
    {
        using var writer = new Utf8JsonWriter(output, Compact);
        JsonSerializer.Serialize(writer, value, type);
    }

    /// <summary>One SSE event, with its name where the dialect has names.</summary>
    public static void WriteEvent<T>(IBufferWriter<byte> output, T value, JsonTypeInfo<T> type, string? name = null)
    {
        if (name is not null)
        {
            output.Write("event: "u8);
            output.Write(System.Text.Encoding.UTF8.GetBytes(name));
            output.Write("\n"u8);
        }

        output.Write("data: "u8);
        Write(output, value, type);
        output.Write("\n\n"u8);
    }

    /// <exception cref="RequestFormatException">The body does not have the dialect's shape.</exception>
    public static T ReadRequest<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> type)
    {
        try { return JsonSerializer.Deserialize(body, type) ?? throw new RequestFormatException("The body is 'null'; a JSON object is expected."); }
        catch (JsonException error)
        {
            throw new RequestFormatException($"The body does not have the shape of this API at '{error.Path ?? "$"}'; compare it with the API's reference.", error);
        }
        catch (InvalidOperationException error) { throw new RequestFormatException("A text of the body holds half a surrogate pair.", error); }
    }

    /// <summary>Whether the text is one whole JSON object: what a tool's arguments must be.</summary>
    public static bool IsObject(string text)
    {
        try
        {
            var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(text));
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
            while (reader.Read()) { }
            return true;
        }
        catch (JsonException) { return false; }
    }

    /// <summary>Arguments as an object, for dialects that have objects; what a model wrote wrongly is kept as text in one.</summary>
    public static RawJson ArgumentsObject(string arguments)
    {
        if (string.IsNullOrWhiteSpace(arguments)) return new RawJson("{}");
        return IsObject(arguments) ? new RawJson(arguments) : new RawJson("{\"arguments\":\"" + JsonEncodedText.Encode(arguments, JavaScriptEncoder.UnsafeRelaxedJsonEscaping) + "\"}");
    }
}
