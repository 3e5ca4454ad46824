using System.Text.Json;
using Tandem.Providers.Chat;
using Tandem.Providers.Wire;

namespace Tandem.Providers.Google;

/// <summary>Reads generateContent answers into canonical events.</summary>
internal sealed class GoogleReader : AnswerReader
{
    private bool started;
    private int calls;

    public override void Read(ReadOnlySpan<byte> data, List<ChatEvent> events)
    {
        var head = new Utf8JsonReader(data);
        head.Read();
        if (ScanValue.Find(ref head, "error"u8)) throw UpstreamErrors.InBand(UpstreamErrorBody.Parse(data));
        var wire = JsonSerializer.Deserialize(data, GoogleJson.Default.GoogleAnswer) ?? throw new JsonException("null");
        if (wire.PromptFeedback?.BlockReason is not null) throw GoogleFinish.Blocked();
        if (!started) events.Add(new StartedEvent(wire.ResponseId, wire.ModelVersion));
        started = true;
        var candidate = wire.Candidates?.FirstOrDefault(one => one.Index is null or 0);
        foreach (var part in candidate?.Content?.Parts ?? []) Part(part, events);
        if (candidate?.FinishReason is { } reason) Finish = GoogleFinish.Read(reason, calls > 0);
        if (wire.UsageMetadata is { } usage
            && GoogleFinish.Usage(usage.PromptTokenCount, usage.CachedContentTokenCount, usage.CandidatesTokenCount, usage.ThoughtsTokenCount) is { } counts) Count(counts);
    }

    public override void ReadWhole(ReadOnlySpan<byte> body, List<ChatEvent> events) => Read(body, events);

    private void Part(GooglePart part, List<ChatEvent> events)
    {
        if (part.Text is { Length: > 0 } text) events.Add(part.Thought == true ? new ReasoningEvent(text) : new TextEvent(text));
        if (part.ThoughtSignature is { Length: > 0 } signature) events.Add(new ReasoningSignatureEvent(GoogleFinish.SignaturePrefix + signature));
        if (part.FunctionCall is not { } call) return;
        if (string.IsNullOrEmpty(call.Name)) throw new JsonException("A tool call has no name.");
        events.Add(new ToolCallStartedEvent(calls, string.IsNullOrEmpty(call.Id) ? $"call_{Guid.NewGuid():N}" : call.Id, call.Name));
        events.Add(new ToolCallArgumentsEvent(calls++, call.Args?.Text ?? "{}"));
    }
}
