using System.Text.Json;
using Tandem.Providers.Wire;
using Tandem.Routing;

namespace Tandem.Providers.Google;

/// <summary>One pass over a generateContent request.</summary>
internal static class GoogleOutline
{
    /// <exception cref="RequestFormatException">Not such a request, deeper than 64, or a decisive key twice.</exception>
    public static RequestOutline Scan(ReadOnlyMemory<byte> body, string? model, bool? stream) =>
        new OutlineBuilder(body) { WantsUsage = true, Model = model, Stream = stream == true }.Scan(Member, "'contents' is missing or empty; send at least one.");

    private static void Member(ref Utf8JsonReader reader, OutlineBuilder outline)
    {
        if (reader.ValueTextEquals("contents"u8)) outline.TakeItems(ref reader, key: 0, "contents", Content);
        else if (reader.ValueTextEquals("systemInstruction"u8))
        {
            outline.Once(1, "systemInstruction");
            reader.Read();
            if (ScanValue.Find(ref reader, "parts"u8)) Parts(ref reader, outline, isSystem: true);
            LeaveObject(ref reader, depth: 1);
        }
        else if (reader.ValueTextEquals("tools"u8)) Tools(ref reader, outline);
        else if (reader.ValueTextEquals("generationConfig"u8)) Config(ref reader, outline);
        else ScanValue.Skip(ref reader);
    }

    private static void Content(ref Utf8JsonReader reader, OutlineBuilder outline)
    {
        ScanValue.IsObject(ref reader, "contents");
        outline.BeginMessage();
        var role = "user";
        var keys = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("role"u8))
            {
                ScanValue.Once(ref keys, 0, "contents[].role");
                reader.Read();
                role = ScanValue.Text(ref reader, "contents[].role");
            }
            else if (reader.ValueTextEquals("parts"u8))
            {
                ScanValue.Once(ref keys, 1, "contents[].parts");
                reader.Read();
                Parts(ref reader, outline, isSystem: false);
            }
            else ScanValue.Skip(ref reader);
        }

        outline.EndMessage(role switch { "model" => MessageRole.Other, _ => MessageRole.User });
    }

    private static void Parts(ref Utf8JsonReader reader, OutlineBuilder outline, bool isSystem)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            ScanValue.SkipHere(ref reader);
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            ScanValue.IsObject(ref reader, "parts");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) Part(ref reader, outline, isSystem);
        }
    }

    private static void Part(ref Utf8JsonReader reader, OutlineBuilder outline, bool isSystem)
    {
        if (reader.ValueTextEquals("text"u8))
        {
            reader.Read();
            outline.Text(ref reader, isSystem);
            ScanValue.SkipHere(ref reader);
        }
        else if (reader.ValueTextEquals("inlineData"u8) || reader.ValueTextEquals("fileData"u8))
        {
            outline.HasImageAddress |= reader.ValueTextEquals("fileData"u8);
            outline.Image();
            ScanValue.Skip(ref reader);
        }
        else if (reader.ValueTextEquals("functionResponse"u8))
        {
            outline.ToolResult();
            ScanValue.CountTexts(ref reader, outline);
        }
        else if (reader.ValueTextEquals("functionCall"u8)) ScanValue.CountTexts(ref reader, outline);
        else if (reader.ValueTextEquals("thoughtSignature"u8))
        {
            outline.HasSignedReasoning = true;
            ScanValue.Skip(ref reader);
        }
        else ScanValue.Skip(ref reader);
    }

    private static void Tools(ref Utf8JsonReader reader, OutlineBuilder outline)
    {
        outline.Once(2, "tools");
        var range = ScanValue.Whole(ref reader, out var tools);
        outline.TextBytes += range.End.Value - range.Start.Value;
        if (tools.TokenType != JsonTokenType.StartArray) return;
        var depth = tools.CurrentDepth;
        while (tools.Read() && tools.CurrentDepth > depth)
        {
            if (tools.TokenType != JsonTokenType.PropertyName || tools.CurrentDepth != depth + 2 || !tools.ValueTextEquals("functionDeclarations"u8)) continue;
            tools.Read();
            if (tools.TokenType != JsonTokenType.StartArray) continue;
            while (tools.Read() && tools.TokenType != JsonTokenType.EndArray)
            {
                outline.ToolCount++;
                tools.Skip();
            }
        }
    }

    private static void Config(ref Utf8JsonReader reader, OutlineBuilder outline)
    {
        outline.Once(3, "generationConfig");
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
            if (reader.ValueTextEquals("maxOutputTokens"u8))
            {
                ScanValue.Once(ref keys, 0, "generationConfig.maxOutputTokens");
                outline.Splice = outline.Splice with { MaxOutputTokens = ScanValue.Of(ref reader) };
                outline.MaxOutputTokens = ScanValue.Number(ref reader, "generationConfig.maxOutputTokens");
            }
            else if (reader.ValueTextEquals("candidateCount"u8))
            {
                reader.Read();
                outline.ChoiceCount = Math.Max(1, ScanValue.Number(ref reader, "generationConfig.candidateCount") ?? 1);
            }
            else if (reader.ValueTextEquals("responseMimeType"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("application/json"u8)) outline.Needs |= Capabilities.Json;
                ScanValue.SkipHere(ref reader);
            }
            else ScanValue.Skip(ref reader);
        }
    }

    private static void LeaveObject(ref Utf8JsonReader reader, int depth)
    {
        while (!(reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == depth) && reader.CurrentDepth >= depth && reader.Read()) { }
    }
}
