using System.Text.Json;
using Tandem.Providers.Wire;

namespace Tandem.Providers.Anthropic;

/// <summary>Reads events of a message on their way.</summary>
internal sealed class AnthropicTap : AnswerTap
{
    private long input;
    private long cacheRead;
    private long cacheWrite;
    private long output;

    public override ReadOnlyMemory<byte> Terminator { get; } = "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"u8.ToArray();

    public override BlockMeaning Read(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data);
        reader.Read();
        Expect(ref reader, JsonTokenType.StartObject);
        var (kinds, bytes) = (FrameKinds.None, 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.String) continue;
                if (reader.ValueTextEquals("message_stop"u8)) Ended = true;
                if (reader.ValueTextEquals("error"u8)) throw UpstreamErrors.InBand(UpstreamErrorBody.Parse(data));
            }
            else if (reader.ValueTextEquals("delta"u8) || reader.ValueTextEquals("content_block"u8))
            {
                reader.Read();
                ReadBlock(ref reader, ref kinds, ref bytes);
            }
            else if (reader.ValueTextEquals("message"u8)) ReadMessage(ref reader, ref kinds);
            else if (reader.ValueTextEquals("usage"u8))
            {
                reader.Read();
                ReadUsage(ref reader);
                kinds |= FrameKinds.Usage;
            }
            else ScanValue.Skip(ref reader);
        }

        Expect(ref reader, JsonTokenType.EndObject);
        while (reader.Read()) { }
        return new BlockMeaning(bytes > 0 ? kinds | FrameKinds.Progress : kinds, bytes);
    }

    public override BlockMeaning ReadWhole(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        reader.Read();
        Expect(ref reader, JsonTokenType.StartObject);
        var (kinds, bytes) = (FrameKinds.None, 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("error"u8)) throw UpstreamErrors.InBand(UpstreamErrorBody.Parse(body));
            if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("'content' is no list.");
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) ReadBlock(ref reader, ref kinds, ref bytes);
            }
            else if (reader.ValueTextEquals("stop_reason"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.String) Finish = AnthropicFinish.Read(reader.GetString()!);
            }
            else if (reader.ValueTextEquals("usage"u8))
            {
                reader.Read();
                ReadUsage(ref reader);
            }
            else ScanValue.Skip(ref reader);
        }

        while (reader.Read()) { }
        return new BlockMeaning(bytes > 0 ? kinds | FrameKinds.Progress : kinds, bytes);
    }

    private void ReadMessage(ref Utf8JsonReader reader, ref FrameKinds kinds)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!reader.ValueTextEquals("usage"u8))
            {
                ScanValue.Skip(ref reader);
                continue;
            }

            reader.Read();
            ReadUsage(ref reader);
            kinds |= FrameKinds.Usage;
        }
    }

    /// <summary>A block, the start of one, or a delta: text in any of its members is output.</summary>
    private void ReadBlock(ref Utf8JsonReader reader, ref FrameKinds kinds, ref int bytes)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("A block is no object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("text"u8) || reader.ValueTextEquals("thinking"u8))
            {
                reader.Read();
                bytes += Length(ref reader);
                ScanValue.SkipHere(ref reader);
            }
            else if (reader.ValueTextEquals("partial_json"u8) || reader.ValueTextEquals("name"u8))
            {
                reader.Read();
                kinds |= FrameKinds.ToolCall;
                bytes += Length(ref reader);
                ScanValue.SkipHere(ref reader);
            }
            else if (reader.ValueTextEquals("input"u8))
            {
                var length = ScanValue.Whole(ref reader, out _);
                bytes += length.End.Value - length.Start.Value - 2; // The braces of {} are no output.
            }
            else if (reader.ValueTextEquals("stop_reason"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.String) Finish = AnthropicFinish.Read(reader.GetString()!);
            }
            else ScanValue.Skip(ref reader);
        }
    }

    private void ReadUsage(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject) return;
        var has = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = reader.ValueTextEquals("input_tokens"u8) ? 0 : reader.ValueTextEquals("cache_read_input_tokens"u8) ? 1
                : reader.ValueTextEquals("cache_creation_input_tokens"u8) ? 2 : reader.ValueTextEquals("output_tokens"u8) ? 3 : 4;
            reader.Read();
            if (member == 0) Count(ref reader, ref input, ref has);
            if (member == 1) Count(ref reader, ref cacheRead, ref has);
            if (member == 2) Count(ref reader, ref cacheWrite, ref has);
            if (member == 3) Count(ref reader, ref output, ref has);
            ScanValue.SkipHere(ref reader);
        }

        if (!has || (input == 0 && output == 0)) return;
        HasUsage = true;
        Usage = AnthropicCounts.Usage(input, cacheRead, cacheWrite, output);
    }
}
