using System.Text.Json;
using Tandem.Providers.Chat;
using Tandem.Providers.Wire;
using Tandem.Routing.Prices;

namespace Tandem.Providers.OpenAI;

/// <summary>Reads chat completions and their chunks into events.</summary>
internal sealed class OpenAIReader : AnswerReader
{
    private readonly Dictionary<int, int> places = []; // The upstream's index of a call → ours.
    private bool started;
    private bool hasOutput;

    public override void Read(ReadOnlySpan<byte> data, List<ChatEvent> events)
    {
        if (!data.SequenceEqual("[DONE]"u8))
        {
            ReadWhole(data, events);
            return;
        }

        Ended = true;
        if (Finish == FinishReason.None && hasOutput) Finish = places.Count > 0 ? FinishReason.ToolCalls : FinishReason.Stop;
    }

    public override void ReadWhole(ReadOnlySpan<byte> body, List<ChatEvent> events)
    {
        var head = new Utf8JsonReader(body);
        head.Read();
        if (ScanValue.Find(ref head, "error"u8) && head.TokenType != JsonTokenType.Null) throw UpstreamErrors.InBand(UpstreamErrorBody.Parse(body));
        var answer = JsonSerializer.Deserialize(body, OpenAIJson.Default.OpenAIAnswer) ?? throw new JsonException("null");
        if (!started && (answer.Id ?? answer.Model) is not null) events.Add(new StartedEvent(answer.Id, answer.Model));
        started = true;
        var choice = answer.Choices?.FirstOrDefault(one => one.Index == 0);
        if (choice?.Message is { } message)
        {
            Say(message.ReasoningContent ?? message.Reasoning, message.Content ?? message.Refusal, events);
            Calls(message.ToolCalls, events);
        }

        if (choice?.Delta is { } delta)
        {
            Say(delta.ReasoningContent ?? delta.Reasoning, TextOf(delta.Content) ?? delta.Refusal, events);
            Calls(delta.ToolCalls, events);
        }

        if (choice?.FinishReason is "error") throw UpstreamErrors.InBand(new UpstreamErrorBody("finish_reason error"));
        if (choice?.FinishReason is { } finish) Finish = OpenAIFinish.Read(finish) is FinishReason.Stop && places.Count > 0 ? FinishReason.ToolCalls : OpenAIFinish.Read(finish);
        if (answer.Usage is { } usage) ReadUsage(usage);
    }

    private static string? TextOf(TextOrParts<OpenAIPart>? content) =>
        content?.Text ?? (content?.Parts is { } parts ? string.Concat(parts.Select(part => part.Text)) : null);

    private void Say(string? reasoning, string? text, List<ChatEvent> events)
    {
        if (!string.IsNullOrEmpty(reasoning)) events.Add(new ReasoningEvent(reasoning));
        if (!string.IsNullOrEmpty(text)) events.Add(new TextEvent(text));
        hasOutput |= !string.IsNullOrEmpty(reasoning) || !string.IsNullOrEmpty(text);
    }

    private void Calls(IReadOnlyList<OpenAIToolCall>? calls, List<ChatEvent> events)
    {
        for (var i = 0; i < calls?.Count; i++)
        {
            var call = calls[i];
            var upstreamIndex = call.Index ?? i;
            if (!places.TryGetValue(upstreamIndex, out var place))
            {
                if (string.IsNullOrEmpty(call.Function?.Name)) throw new JsonException("A tool call begins without a name.");
                places[upstreamIndex] = place = places.Count;
                events.Add(new ToolCallStartedEvent(place, string.IsNullOrEmpty(call.Id) ? $"call_{Guid.NewGuid():N}" : call.Id, call.Function.Name));
                hasOutput = true;
            }

            if (!string.IsNullOrEmpty(call.Function?.Arguments)) events.Add(new ToolCallArgumentsEvent(place, call.Function.Arguments));
        }
    }

    private void ReadUsage(OpenAIUsage usage)
    {
        if (usage.PromptTokens is null && usage.CompletionTokens is null || usage is { PromptTokens: 0 or null, CompletionTokens: 0 or null }) return;
        var (input, output) = (usage.PromptTokens ?? 0, usage.CompletionTokens ?? 0);
        Count(new TokenUsage
        {
            InputTokens = input,
            OutputTokens = output,
            CachedInputTokens = Math.Min(input, usage.PromptTokensDetails?.CachedTokens ?? 0),
            ReasoningTokens = Math.Min(output, usage.CompletionTokensDetails?.ReasoningTokens ?? 0),
        });
    }
}
