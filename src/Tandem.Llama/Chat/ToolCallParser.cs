using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Tandem.Llama.Chat;

/// <summary>Separates an answer, as it streams, into text and tool calls.</summary>
internal sealed class ToolCallParser(Func<string> nextCallId)
{
    private string _pending = "";
    private bool _inCall;

    public bool FoundCall { get; private set; }

    /// <summary>Takes the next piece and returns what is complete: text, or a call.</summary>
    public IEnumerable<AIContent> Add(string piece, bool isLast)
    {
        _pending += piece;
        while (true)
        {
            if (!_inCall)
            {
                var open = _pending.IndexOf(ToolPrompt.Open, StringComparison.Ordinal);
                var end = open >= 0 ? open : isLast ? _pending.Length : _pending.Length - HeldBack();
                var text = open >= 0 || FoundCall ? _pending[..end].TrimEnd('\n') : _pending[..end];
                if (text.Length > 0)
                    yield return new TextContent(text);
                _pending = _pending[(open >= 0 ? open + ToolPrompt.Open.Length : end)..];
                if (open < 0)
                    yield break;
                _inCall = true;
            }

            var close = _pending.IndexOf(ToolPrompt.Close, StringComparison.Ordinal);
            if (close < 0)
                yield break; // An unfinished call is never passed on: the answer's finish reason tells that it was cut.
            if (Parse(_pending[..close]) is { } call)
            {
                FoundCall = true;
                yield return call;
            }

            _pending = _pending[(close + ToolPrompt.Close.Length)..];
            _inCall = false;
        }
    }

    /// <summary>Length of the tail that may be the beginning of an opening tag.</summary>
    private int HeldBack()
    {
        for (var length = Math.Min(ToolPrompt.Open.Length - 1, _pending.Length); length > 0; length--)
        {
            if (ToolPrompt.Open.StartsWith(_pending[^length..], StringComparison.Ordinal))
                return length;
        }

        return 0;
    }

    private FunctionCallContent? Parse(string json)
    {
        try
        {
            var call = JsonNode.Parse(json)!.AsObject();
            var arguments = call["arguments"]!.AsObject()
                .ToDictionary(pair => pair.Key, pair => pair.Value is null ? null : (object?)JsonDocument.Parse(pair.Value.ToJsonString()).RootElement);
            return new FunctionCallContent(nextCallId(), call["name"]!.GetValue<string>(), arguments);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or NullReferenceException or FormatException)
        {
            return null; // Only reachable without the grammar.
        }
    }
}
