using System.Text.Json;
using Microsoft.Extensions.AI;
using Tandem.Llama.Chat;
using Tandem.Providers.Chat;
using Tandem.Routing.Prices;

namespace Tandem.Providers.Embedded;

/// <summary>Turns the engine's updates into canonical events, and keeps the end of the answer.</summary>
internal sealed class LlamaEvents
{
    private readonly List<ChatEvent> _events = [];
    private int _calls;

    public TokenUsage? Usage { get; private set; }

    public FinishReason Finish { get; private set; } = FinishReason.Stop;

    /// <summary>How likely the answer is right, in [0, 1]; null where the model does not know.</summary>
    public double? PSuccess { get; private set; }

    /// <summary>The events of one update; the list is used again for the next.</summary>
    public List<ChatEvent> Read(ChatResponseUpdate update)
    {
        _events.Clear();
        foreach (var content in update.Contents)
            switch (content)
            {
                case TextContent text when text.Text.Length > 0:
                    _events.Add(new TextEvent(text.Text));
                    break;
                case FunctionCallContent call:
                    _events.Add(new ToolCallStartedEvent(_calls, call.CallId, call.Name));
                    _events.Add(new ToolCallArgumentsEvent(_calls, Json(call.Arguments)));
                    _calls++;
                    break;
                case UsageContent usage:
                    Usage = new TokenUsage
                    {
                        InputTokens = usage.Details.InputTokenCount ?? 0,
                        CachedInputTokens = usage.Details.CachedInputTokenCount ?? 0,
                        OutputTokens = usage.Details.OutputTokenCount ?? 0,
                    };
                    break;
            }

        if (update.AdditionalProperties?.TryGetValue(LlamaChatClient.PSuccessProperty, out double chance) == true)
            PSuccess = chance;
        if (update.FinishReason is { } reason)
            Finish = reason == ChatFinishReason.Length ? FinishReason.Length : _calls > 0 ? FinishReason.ToolCalls : FinishReason.Stop;
        return _events;
    }

    private static string Json(IDictionary<string, object?>? arguments)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in arguments ?? new Dictionary<string, object?>())
            {
                writer.WritePropertyName(name);
                if (value is JsonElement element)
                    element.WriteTo(writer);
                else if (value is null)
                    writer.WriteNullValue();
                else
                    writer.WriteStringValue(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
            }

            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
