using System.Text.Json;
using Tandem.Providers.Wire;
using Tandem.Routing;

namespace Tandem.Providers.OpenAI;

/// <summary>One pass over a chat completions request.</summary>
internal static class OpenAIOutline
{
    /// <exception cref="RequestFormatException">Not such a request, deeper than 64, or a decisive key twice.</exception>
    public static RequestOutline Scan(ReadOnlyMemory<byte> body) =>
        new OutlineBuilder(body).Scan(Member, "'messages' is missing or empty; send at least one message.");

    private static void Member(ref Utf8JsonReader reader, OutlineBuilder outline)
    {
        if (reader.ValueTextEquals("model"u8)) outline.TakeModel(ref reader, key: 0);
        else if (reader.ValueTextEquals("messages"u8)) outline.TakeItems(ref reader, key: 1, "messages", Message);
        else if (reader.ValueTextEquals("stream"u8))
        {
            outline.Once(2, "stream");
            outline.Splice = outline.Splice with { Stream = ScanValue.Of(ref reader) };
            outline.Stream = ScanValue.Flag(ref reader, "stream");
        }
        else if (reader.ValueTextEquals("stream_options"u8))
        {
            outline.Once(3, "stream_options");
            var range = ScanValue.Whole(ref reader, out var inner);
            outline.Splice = outline.Splice with { StreamOptions = range };
            outline.WantsUsage = WantsUsage(ref inner);
        }
        else if (reader.ValueTextEquals("max_tokens"u8)) Limit(ref reader, outline, 4, "max_tokens");
        else if (reader.ValueTextEquals("max_completion_tokens"u8)) Limit(ref reader, outline, 5, "max_completion_tokens");
        else if (reader.ValueTextEquals("tools"u8) || reader.ValueTextEquals("functions"u8))
        {
            outline.Once(reader.ValueTextEquals("tools"u8) ? 6 : 7, reader.GetString()!);
            ScanValue.CountItems(ref reader, outline, "tools");
        }
        else if (reader.ValueTextEquals("n"u8))
        {
            outline.Once(8, "n");
            reader.Read();
            outline.ChoiceCount = Math.Max(1, ScanValue.Number(ref reader, "n") ?? 1);
        }
        else if (reader.ValueTextEquals("response_format"u8))
        {
            outline.Once(9, "response_format");
            ScanValue.Whole(ref reader, out var format);
            if (ScanValue.FindText(ref format, "type"u8) is "json_schema" or "json_object") outline.Needs |= Capabilities.Json;
        }
        else ScanValue.Skip(ref reader);
    }

    private static void Limit(ref Utf8JsonReader reader, OutlineBuilder outline, int key, string name)
    {
        outline.Once(key, name);
        var range = ScanValue.Of(ref reader);
        if (ScanValue.Number(ref reader, name) is not { } limit || limit < outline.MaxOutputTokens) return; // Of two limits, the larger one is capped.
        outline.MaxOutputTokens = limit;
        outline.Splice = outline.Splice with { MaxOutputTokens = range };
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
                Content(ref reader, outline);
            }
            else if (reader.ValueTextEquals("tool_calls"u8)) ScanValue.CountTexts(ref reader, outline);
            else ScanValue.Skip(ref reader);
        }

        if (role is "tool" or "function") outline.ToolResult();
        outline.EndMessage(role switch { "user" => MessageRole.User, "system" or "developer" => MessageRole.System, _ => MessageRole.Other });
    }

    private static void Content(ref Utf8JsonReader reader, OutlineBuilder outline)
    {
        outline.Text(ref reader);
        if (reader.TokenType == JsonTokenType.StartObject) Part(ref reader, outline);
        if (reader.TokenType != JsonTokenType.StartArray) return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject) Part(ref reader, outline);
            else ScanValue.SkipHere(ref reader);
        }
    }

    private static void Part(ref Utf8JsonReader reader, OutlineBuilder outline)
    {
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
                ScanValue.Whole(ref reader, out var image);
                if (image.TokenType == JsonTokenType.String ? !image.ValueSpan.StartsWith("data:"u8) : !ScanValue.StartsWith(ref image, "url"u8, "data:"u8))
                    outline.HasImageAddress = true;
            }
            else ScanValue.Skip(ref reader);
        }
    }

    private static bool WantsUsage(ref Utf8JsonReader options)
    {
        if (options.TokenType != JsonTokenType.StartObject) return false;
        while (options.Read() && options.TokenType == JsonTokenType.PropertyName)
        {
            var asked = options.ValueTextEquals("include_usage"u8);
            options.Read();
            if (asked) return options.TokenType == JsonTokenType.True;
            options.Skip();
        }

        return false;
    }
}
