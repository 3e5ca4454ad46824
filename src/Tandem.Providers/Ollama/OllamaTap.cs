using System.Text.Json;
using Tandem.Providers.Chat;
using Tandem.Providers.Wire;
using Tandem.Routing.Prices;

namespace Tandem.Providers.Ollama;

/// <summary>Reads lines of a chat on their way.</summary>
internal sealed class OllamaTap : AnswerTap
{
    private long input;
    private long output;
    private bool called;

    public override BlockMeaning Read(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data);
        reader.Read();
        Expect(ref reader, JsonTokenType.StartObject);
        var (kinds, bytes, done, has, reason) = (FrameKinds.None, 0, false, false, FinishReason.Stop);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("message"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartObject) ReadMessage(ref reader, ref kinds, ref bytes);
            }
            else if (reader.ValueTextEquals("done"u8))
            {
                reader.Read();
                done = reader.TokenType == JsonTokenType.True;
            }
            else if (reader.ValueTextEquals("done_reason"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("length"u8)) reason = FinishReason.Length;
            }
            else if (reader.ValueTextEquals("prompt_eval_count"u8))
            {
                reader.Read();
                Count(ref reader, ref input, ref has);
            }
            else if (reader.ValueTextEquals("eval_count"u8))
            {
                reader.Read();
                Count(ref reader, ref output, ref has);
            }
            else if (reader.ValueTextEquals("error"u8)) throw UpstreamErrors.InBand(UpstreamErrorBody.Parse(data));
            else ScanValue.Skip(ref reader);
        }

        Expect(ref reader, JsonTokenType.EndObject);
        while (reader.Read()) { }
        called |= (kinds & FrameKinds.ToolCall) != 0;
        if (has && (input > 0 || output > 0))
        {
            (HasUsage, Usage) = (true, new TokenUsage { InputTokens = input, OutputTokens = output });
            kinds |= FrameKinds.Usage;
        }

        if (done) (Ended, Finish) = (true, called && reason == FinishReason.Stop ? FinishReason.ToolCalls : reason);
        return new BlockMeaning(bytes > 0 ? kinds | FrameKinds.Progress : kinds, bytes);
    }

    public override BlockMeaning ReadWhole(ReadOnlySpan<byte> body) => Read(body);

    private static void ReadMessage(ref Utf8JsonReader reader, ref FrameKinds kinds, ref int bytes)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("content"u8) || reader.ValueTextEquals("thinking"u8))
            {
                reader.Read();
                bytes += Length(ref reader);
                ScanValue.SkipHere(ref reader);
            }
            else if (reader.ValueTextEquals("tool_calls"u8))
            {
                var range = ScanValue.Whole(ref reader, out var calls);
                if (calls.TokenType != JsonTokenType.StartArray || range.End.Value - range.Start.Value <= 2) continue;
                kinds |= FrameKinds.ToolCall;
                bytes += range.End.Value - range.Start.Value;
            }
            else ScanValue.Skip(ref reader);
        }
    }
}
