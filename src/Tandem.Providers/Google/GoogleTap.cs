using System.Text.Json;
using Tandem.Providers.Wire;

namespace Tandem.Providers.Google;

/// <summary>Reads pieces of a generateContent stream on their way. The stream has no terminator: it ends.</summary>
internal sealed class GoogleTap : AnswerTap
{
    private bool called;

    public override BlockMeaning Read(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data);
        reader.Read();
        Expect(ref reader, JsonTokenType.StartObject);
        var (kinds, bytes, finish, blocked) = (FrameKinds.None, 0, (string?)null, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("candidates"u8)) ReadCandidates(ref reader, ref kinds, ref bytes, ref finish);
            else if (reader.ValueTextEquals("usageMetadata"u8))
            {
                reader.Read();
                if (ReadUsage(ref reader)) kinds |= FrameKinds.Usage;
            }
            else if (reader.ValueTextEquals("promptFeedback"u8))
            {
                ScanValue.Whole(ref reader, out var feedback);
                blocked = ScanValue.FindText(ref feedback, "blockReason"u8) is not null;
            }
            else if (reader.ValueTextEquals("error"u8)) throw UpstreamErrors.InBand(UpstreamErrorBody.Parse(data));
            else ScanValue.Skip(ref reader);
        }

        Expect(ref reader, JsonTokenType.EndObject);
        while (reader.Read()) { }
        if (blocked) throw GoogleFinish.Blocked();
        called |= (kinds & FrameKinds.ToolCall) != 0;
        if (finish is not null) Finish = GoogleFinish.Read(finish, called);
        return new BlockMeaning(bytes > 0 ? kinds | FrameKinds.Progress : kinds, bytes);
    }

    public override BlockMeaning ReadWhole(ReadOnlySpan<byte> body) => Read(body);

    private static void ReadCandidates(ref Utf8JsonReader reader, ref FrameKinds kinds, ref int bytes, ref string? finish)
    {
        reader.Read();
        var depth = reader.CurrentDepth;
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("'candidates' is no list.");
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            if (reader.ValueTextEquals("text"u8))
            {
                reader.Read();
                bytes += Length(ref reader);
            }
            else if (reader.ValueTextEquals("functionCall"u8))
            {
                var range = ScanValue.Whole(ref reader, out _);
                kinds |= FrameKinds.ToolCall;
                bytes += range.End.Value - range.Start.Value;
            }
            else if (reader.ValueTextEquals("finishReason"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.String) finish = reader.GetString();
            }
            else if (reader.ValueTextEquals("safetyRatings"u8) || reader.ValueTextEquals("groundingMetadata"u8) || reader.ValueTextEquals("citationMetadata"u8)) ScanValue.Skip(ref reader);
        }
    }

    private bool ReadUsage(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject) return false;
        long? input = null, cached = null, output = null, thoughts = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = reader.ValueTextEquals("promptTokenCount"u8) ? 0 : reader.ValueTextEquals("cachedContentTokenCount"u8) ? 1
                : reader.ValueTextEquals("candidatesTokenCount"u8) ? 2 : reader.ValueTextEquals("thoughtsTokenCount"u8) ? 3 : 4;
            reader.Read();
            if (member == 0) input = LenientCountConverter.Plausible(ref reader);
            if (member == 1) cached = LenientCountConverter.Plausible(ref reader);
            if (member == 2) output = LenientCountConverter.Plausible(ref reader);
            if (member == 3) thoughts = LenientCountConverter.Plausible(ref reader);
            ScanValue.SkipHere(ref reader);
        }

        if (GoogleFinish.Usage(input, cached, output, thoughts) is not { } usage) return false;
        (Usage, HasUsage) = (usage, true);
        return true;
    }
}
