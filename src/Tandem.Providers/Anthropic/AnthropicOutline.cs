using System.Text.Json;
using Tandem.Providers.Wire;
using Tandem.Routing;

namespace Tandem.Providers.Anthropic;

/// <summary>One pass over a messages request.</summary>
internal static class AnthropicOutline
{
    /// <exception cref="RequestFormatException">Not such a request, deeper than 64, or a decisive key twice.</exception>
    public static RequestOutline Scan(ReadOnlyMemory<byte> body) =>
        new OutlineBuilder(body) { WantsUsage = true }.Scan(Member, "'messages' is missing or empty; send at least one message.");

    private static void Member(ref Utf8JsonReader reader, OutlineBuilder outline)
    {
        if (reader.ValueTextEquals("model"u8)) outline.TakeModel(ref reader, key: 0);
        else if (reader.ValueTextEquals("messages"u8)) outline.TakeItems(ref reader, key: 1, "messages", Message);
        else if (reader.ValueTextEquals("system"u8))
        {
            outline.Once(2, "system");
            reader.Read();
            Content(ref reader, outline, isSystem: true);
        }
        else if (reader.ValueTextEquals("stream"u8))
        {
            outline.Once(3, "stream");
            outline.Splice = outline.Splice with { Stream = ScanValue.Of(ref reader) };
            outline.Stream = ScanValue.Flag(ref reader, "stream");
        }
        else if (reader.ValueTextEquals("max_tokens"u8))
        {
            outline.Once(4, "max_tokens");
            outline.Splice = outline.Splice with { MaxOutputTokens = ScanValue.Of(ref reader) };
            outline.MaxOutputTokens = ScanValue.Number(ref reader, "max_tokens");
        }
        else if (reader.ValueTextEquals("tools"u8))
        {
            outline.Once(5, "tools");
            ScanValue.CountItems(ref reader, outline, "tools");
        }
        else if (reader.ValueTextEquals("output_config"u8))
        {
            outline.Once(6, "output_config");
            ScanValue.Whole(ref reader, out var config);
            if (ScanValue.Find(ref config, "format"u8) && config.TokenType == JsonTokenType.StartObject) outline.Needs |= Capabilities.Json;
        }
        else ScanValue.Skip(ref reader);
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
                Content(ref reader, outline, isSystem: false);
            }
            else ScanValue.Skip(ref reader);
        }

        outline.EndMessage(role switch { "user" => MessageRole.User, "system" => MessageRole.System, _ => MessageRole.Other });
    }

    private static void Content(ref Utf8JsonReader reader, OutlineBuilder outline, bool isSystem)
    {
        outline.Text(ref reader, isSystem);
        if (reader.TokenType != JsonTokenType.StartArray) return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject) Block(ref reader, outline, isSystem);
            else ScanValue.SkipHere(ref reader);
        }
    }

    private static void Block(ref Utf8JsonReader reader, OutlineBuilder outline, bool isSystem)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("text"u8))
            {
                reader.Read();
                outline.Text(ref reader, isSystem);
                ScanValue.SkipHere(ref reader);
            }
            else if (reader.ValueTextEquals("tool_use_id"u8))
            {
                outline.ToolResult();
                ScanValue.Skip(ref reader);
            }
            else if (reader.ValueTextEquals("source"u8))
            {
                outline.Image();
                ScanValue.Whole(ref reader, out var source);
                if (ScanValue.FindText(ref source, "type"u8) is "url") outline.HasImageAddress = true;
            }
            else if (reader.ValueTextEquals("input"u8) || reader.ValueTextEquals("content"u8)) ScanValue.CountTexts(ref reader, outline);
            else if (reader.ValueTextEquals("signature"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.String) Signature(reader.ValueSpan, outline);
                ScanValue.SkipHere(ref reader);
            }
            else if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                outline.HasSignedReasoning |= reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("redacted_thinking"u8);
                ScanValue.SkipHere(ref reader);
            }
            else ScanValue.Skip(ref reader);
        }
    }

    private static void Signature(ReadOnlySpan<byte> signature, OutlineBuilder outline)
    {
        outline.HasSignedReasoning |= signature.Length > 0;
        outline.HasForeignReasoning |= signature.Length == 0 || signature.StartsWith("google:"u8);
    }
}
