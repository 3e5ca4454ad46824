using System.Text.Json;
using Tandem.Providers.Chat;
using Tandem.Providers.Wire;
using Tandem.Routing.Prices;

namespace Tandem.Providers.OpenAI;

/// <summary>Reads chunks of chat completions on their way.</summary>
internal sealed class OpenAITap(RequestOutline outline) : AnswerTap
{
    private int finished;
    private bool hasOutput;

    public override ReadOnlyMemory<byte> Terminator { get; } = "data: [DONE]\n\n"u8.ToArray();

    public override BlockMeaning Read(ReadOnlySpan<byte> data)
    {
        if (data.SequenceEqual("[DONE]"u8))
        {
            Ended = true;
            if (Finish == FinishReason.None && hasOutput) Finish = FinishReason.Stop; // Some servers end without a reason.
            return default;
        }

        return ReadWhole(data);
    }

    public override BlockMeaning ReadWhole(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        reader.Read();
        Expect(ref reader, JsonTokenType.StartObject);
        var (kinds, bytes, choices, hasUsage) = (FrameKinds.None, 0, 0, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("choices"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.StartArray) continue;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    choices++;
                    ReadChoice(ref reader, ref kinds, ref bytes);
                }
            }
            else if (reader.ValueTextEquals("usage"u8))
            {
                reader.Read();
                hasUsage = reader.TokenType == JsonTokenType.StartObject;
                if (hasUsage) ReadUsage(ref reader);
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.Null) throw UpstreamErrors.InBand(UpstreamErrorBody.Parse(body));
            }
            else ScanValue.Skip(ref reader);
        }

        Expect(ref reader, JsonTokenType.EndObject);
        while (reader.Read()) { } // Text behind the object is an error.
        if (bytes > 0) (kinds, hasOutput) = (kinds | FrameKinds.Progress, true);
        return new BlockMeaning(kinds | (hasUsage ? FrameKinds.Usage : FrameKinds.None), bytes, Drop: hasUsage && choices == 0 && !outline.WantsUsage);
    }

    private void ReadChoice(ref Utf8JsonReader reader, ref FrameKinds kinds, ref int bytes)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("delta"u8) || reader.ValueTextEquals("message"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartObject) ReadDelta(ref reader, ref kinds, ref bytes);
            }
            else if (reader.ValueTextEquals("finish_reason"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.String) continue;
                if (reader.ValueTextEquals("error"u8)) throw UpstreamErrors.InBand(new UpstreamErrorBody("finish_reason error"));
                if (++finished >= outline.ChoiceCount) Finish = OpenAIFinish.Read(reader.GetString()!);
            }
            else ScanValue.Skip(ref reader);
        }
    }

    private static void ReadDelta(ref Utf8JsonReader reader, ref FrameKinds kinds, ref int bytes)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("content"u8) || reader.ValueTextEquals("reasoning_content"u8) || reader.ValueTextEquals("reasoning"u8)
                || reader.ValueTextEquals("refusal"u8))
            {
                reader.Read();
                bytes += Length(ref reader);
                ScanValue.SkipHere(ref reader);
            }
            else if (reader.ValueTextEquals("tool_calls"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.StartArray) continue;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    kinds |= FrameKinds.ToolCall;
                    bytes += ReadCall(ref reader);
                }
            }
            else ScanValue.Skip(ref reader);
        }
    }

    private static int ReadCall(ref Utf8JsonReader reader)
    {
        var bytes = 0;
        var depth = reader.CurrentDepth;
        var counts = false;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType == JsonTokenType.PropertyName) counts = reader.ValueTextEquals("arguments"u8) || reader.ValueTextEquals("name"u8);
            else if (counts) bytes += Length(ref reader);
        }

        return bytes;
    }

    private void ReadUsage(ref Utf8JsonReader reader)
    {
        var (input, output, cached, reasoning, has) = (0L, 0L, 0L, 0L, false);
        var ignored = false;
        var depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            var member = reader.ValueTextEquals("prompt_tokens"u8) ? 0 : reader.ValueTextEquals("completion_tokens"u8) ? 1
                : reader.ValueTextEquals("cached_tokens"u8) ? 2 : reader.ValueTextEquals("reasoning_tokens"u8) ? 3 : 4;
            reader.Read();
            if (member == 0) Count(ref reader, ref input, ref has);
            if (member == 1) Count(ref reader, ref output, ref has);
            if (member == 2) Count(ref reader, ref cached, ref ignored);
            if (member == 3) Count(ref reader, ref reasoning, ref ignored);
        }

        if (!has || (input == 0 && output == 0)) return;
        HasUsage = true;
        Usage = new TokenUsage { InputTokens = input, OutputTokens = output, CachedInputTokens = Math.Min(cached, input), ReasoningTokens = Math.Min(reasoning, output) };
    }
}
