using System.Text.Json;
using Tandem.Providers.Wire;
using Tandem.Routing;

namespace Tandem.Providers.Ollama;

/// <summary>One pass over a chat request; it is streamed unless it says otherwise.</summary>
internal static class OllamaOutline
{
    /// <exception cref="RequestFormatException">Not such a request, deeper than 64, or a decisive key twice.</exception>
    public static RequestOutline Scan(ReadOnlyMemory<byte> body) =>
        new OutlineBuilder(body) { WantsUsage = true, Stream = true }.Scan(Member, missing: null);

    private static void Member(ref Utf8JsonReader reader, OutlineBuilder outline)
    {
        if (reader.ValueTextEquals("model"u8)) outline.TakeModel(ref reader, key: 0);
        else if (reader.ValueTextEquals("messages"u8)) outline.TakeItems(ref reader, key: 1, "messages", Message);
        else if (reader.ValueTextEquals("stream"u8))
        {
            outline.Once(2, "stream");
            outline.Splice = outline.Splice with { Stream = ScanValue.Of(ref reader) };
            outline.Stream = reader.TokenType == JsonTokenType.Null || ScanValue.Flag(ref reader, "stream");
        }
        else if (reader.ValueTextEquals("options"u8)) Options(ref reader, outline);
        else if (reader.ValueTextEquals("tools"u8))
        {
            outline.Once(4, "tools");
            ScanValue.CountItems(ref reader, outline, "tools");
        }
        else if (reader.ValueTextEquals("format"u8))
        {
            outline.Once(5, "format");
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject || (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length > 0)) outline.Needs |= Capabilities.Json;
            reader.Skip();
        }
        else ScanValue.Skip(ref reader);
    }

    private static void Options(ref Utf8JsonReader reader, OutlineBuilder outline)
    {
        outline.Once(3, "options");
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            ScanValue.SkipHere(ref reader);
            return;
        }

        outline.Splice = outline.Splice with { InnerObjectStart = (int)reader.BytesConsumed };
        var keys = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!reader.ValueTextEquals("num_predict"u8))
            {
                ScanValue.Skip(ref reader);
                continue;
            }

            ScanValue.Once(ref keys, 0, "options.num_predict");
            var range = ScanValue.Of(ref reader);
            outline.Splice = outline.Splice with { MaxOutputTokens = range };
            var limit = ScanValue.Number(ref reader, "options.num_predict");
            outline.MaxOutputTokens = limit > 0 ? limit : null; // Zero or less means without a limit.
        }
    }

    private static void Message(ref Utf8JsonReader reader, OutlineBuilder outline)
    {
        ScanValue.IsObject(ref reader, "messages");
        outline.BeginMessage();
        var role = "";
        var keys = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("role"u8))
            {
                ScanValue.Once(ref keys, 0, "messages[].role");
                reader.Read();
                role = ScanValue.Text(ref reader, "messages[].role");
            }
            else if (reader.ValueTextEquals("content"u8))
            {
                ScanValue.Once(ref keys, 1, "messages[].content");
                reader.Read();
                outline.Text(ref reader);
                ScanValue.SkipHere(ref reader);
            }
            else if (reader.ValueTextEquals("images"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.StartArray) continue;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) outline.Image();
            }
            else if (reader.ValueTextEquals("tool_calls"u8)) ScanValue.CountTexts(ref reader, outline);
            else ScanValue.Skip(ref reader);
        }

        if (role is "tool") outline.ToolResult();
        outline.EndMessage(role switch { "user" => MessageRole.User, "system" => MessageRole.System, _ => MessageRole.Other });
    }
}
