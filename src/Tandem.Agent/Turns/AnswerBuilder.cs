using System.Text;
using Tandem.Providers.Chat;

namespace Tandem.Agent.Turns;

/// <summary>Puts a streamed answer together. Not thread-safe.</summary>
internal sealed class AnswerBuilder
{
    private readonly List<ChatPart> _parts = [];
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _reasoning = new();
    private readonly SortedDictionary<int, Call> _calls = [];

    /// <summary>Null = the end has not come.</summary>
    public FinishReason? Finish { get; private set; }

    public void Add(ChatEvent one)
    {
        switch (one)
        {
            case TextEvent { Text: var text }:
                EndReasoning(signature: null, redacted: null);
                _text.Append(text);
                break;
            case ReasoningEvent { Text: var text }:
                EndText();
                _reasoning.Append(text);
                break;
            case ReasoningSignatureEvent { Signature: var signature, Redacted: var redacted }:
                EndText();
                EndReasoning(signature, redacted);
                break;
            case ToolCallStartedEvent started:
                _calls[started.Index] = new Call(started.Id, started.Name);
                break;
            case ToolCallArgumentsEvent more when _calls.TryGetValue(more.Index, out var call):
                call.Arguments.Append(more.Fragment);
                break;
            case FinishedEvent finished:
                Finish = finished.Reason;
                break;
        }
    }

    /// <summary>What came so far.</summary>
    public Answer Build()
    {
        EndReasoning(signature: null, redacted: null);
        EndText();
        return new Answer(
            [.. _parts],
            [.. _calls.Values.Select(call => new ToolCallPart(call.Id, call.Name, call.Arguments.Length == 0 ? "{}" : call.Arguments.ToString()))],
            Finish);
    }

    private void EndText()
    {
        if (_text.Length > 0)
            _parts.Add(new TextPart(_text.ToString()));
        _text.Clear();
    }

    private void EndReasoning(string? signature, string? redacted)
    {
        if (_reasoning.Length > 0 || signature is not null || redacted is not null)
            _parts.Add(new ReasoningPart(_reasoning.ToString(), signature, redacted));
        _reasoning.Clear();
    }

    private sealed record Call(string Id, string Name)
    {
        public StringBuilder Arguments { get; } = new();
    }
}
