using System.Text.Json;
using Tandem.Providers.Wire;
using Tandem.Routing;

namespace Tandem.Providers.Responses;

/// <summary>One pass over a responses request.</summary>
internal static class ResponsesOutline
{
    /// <exception cref="RequestFormatException">Not such a request, deeper than 64, or a decisive key twice.</exception>
    public static RequestOutline Scan(ReadOnlyMemory<byte> body) =>
        new OutlineBuilder(body) { WantsUsage = true }.Scan(Member, "'input' is missing or empty; send a text or a list of items.");

    private static void Member(ref Utf8JsonReader reader, OutlineBuilder outline)
    {
        if (reader.ValueTextEquals("model"u8)) outline.TakeModel(ref reader, key: 0);
        else if (reader.ValueTextEquals("input"u8))
        {
            outline.Once(1, "input");
            reader.Read();
            Input(ref reader, outline);
        }
        else if (reader.ValueTextEquals("instructions"u8))
        {
            outline.Once(2, "instructions");
            reader.Read();
            outline.Text(ref reader, isSystem: true);
            ScanValue.SkipHere(ref reader);
        }
        else if (reader.ValueTextEquals("stream"u8))
        {
            outline.Once(3, "stream");
            reader.Read();
            outline.Stream = ScanValue.Flag(ref reader, "stream");
        }
        else if (reader.ValueTextEquals("max_output_tokens"u8))
        {
            outline.Once(4, "max_output_tokens");
            reader.Read();
            outline.MaxOutputTokens = ScanValue.Number(ref reader, "max_output_tokens");
        }
        else if (reader.ValueTextEquals("tools"u8))
        {
            outline.Once(5, "tools");
            ScanValue.CountItems(ref reader, outline, "tools");
        }
        else if (reader.ValueTextEquals("text"u8))
        {
            outline.Once(6, "text");
            ScanValue.Whole(ref reader, out var text);
            if (ScanValue.Find(ref text, "format"u8) && ScanValue.FindText(ref text, "type"u8) is "json_schema" or "json_object") outline.Needs |= Capabilities.Json;
        }
        else ScanValue.Skip(ref reader);
    }

    private static void Input(ref Utf8JsonReader reader, OutlineBuilder outline)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            outline.BeginMessage();
            outline.Text(ref reader);
            outline.EndMessage(MessageRole.User);
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray) throw new RequestFormatException("'input' must be a text or a list of items.");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            ScanValue.IsObject(ref reader, "input");
            outline.BeginMessage();
            outline.EndMessage(Item(ref reader, outline));
        }
    }

    private static MessageRole Item(ref Utf8JsonReader reader, OutlineBuilder outline)
    {
        var role = MessageRole.Other;
        var keys = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("role"u8))
            {
                ScanValue.Once(ref keys, 0, "input[].role");
                reader.Read();
                role = ScanValue.Text(ref reader, "input[].role") switch { "user" => MessageRole.User, "system" or "developer" => MessageRole.System, _ => MessageRole.Other };
            }
            else if (reader.ValueTextEquals("content"u8))
            {
                ScanValue.Once(ref keys, 1, "input[].content");
                reader.Read();
                outline.Text(ref reader);
                if (reader.TokenType == JsonTokenType.StartArray) Parts(ref reader, outline);
                else ScanValue.SkipHere(ref reader);
            }
            else if (reader.ValueTextEquals("output"u8))
            {
                outline.ToolResult();
                ScanValue.CountTexts(ref reader, outline);
            }
            else if (reader.ValueTextEquals("arguments"u8)) ScanValue.CountTexts(ref reader, outline);
            else if (reader.ValueTextEquals("encrypted_content"u8))
            {
                reader.Read();
                outline.HasSignedReasoning |= reader.TokenType == JsonTokenType.String;
                ScanValue.SkipHere(ref reader);
            }
            else ScanValue.Skip(ref reader);
        }

        return role;
    }

    private static void Parts(ref Utf8JsonReader reader, OutlineBuilder outline)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            ScanValue.IsObject(ref reader, "input[].content");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("text"u8))
                {
                    reader.Read();
                    outline.Text(ref reader);
                    ScanValue.SkipHere(ref reader);
                }
                else if (reader.ValueTextEquals("image_url"u8))
                {
                    outline.Image();
                    reader.Read();
                    outline.HasImageAddress |= reader.TokenType == JsonTokenType.String && !reader.ValueSpan.StartsWith("data:"u8);
                    ScanValue.SkipHere(ref reader);
                }
                else ScanValue.Skip(ref reader);
            }
        }
    }
}
