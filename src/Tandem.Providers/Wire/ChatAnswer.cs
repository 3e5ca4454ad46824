using System.Text;
using Tandem.Providers.Chat;
using Tandem.Routing.Prices;

namespace Tandem.Providers.Wire;

/// <summary>A whole answer, put together from its pieces.</summary>
internal sealed class ChatAnswer
{
    private readonly StringBuilder text = new();
    private readonly StringBuilder reasoning = new();
    private readonly List<(string Id, string Name, StringBuilder Arguments)> calls = [];

    public string Text => text.ToString();

    public string Reasoning => reasoning.ToString();

    public string? Signature { get; private set; }

    public string? Redacted { get; private set; }

    public IReadOnlyList<ToolCallPart> ToolCalls => [.. calls.Select(call => new ToolCallPart(call.Id, call.Name, call.Arguments.ToString()))];

    public TokenUsage Usage { get; private set; }

    public FinishReason Finish { get; private set; }

    public string? StopSequence { get; private set; }

    public void Add(ChatEvent piece)
    {
        switch (piece)
        {
            case TextEvent more:
                text.Append(more.Text);
                break;
            case ReasoningEvent more:
                reasoning.Append(more.Text);
                break;
            case ReasoningSignatureEvent signature:
                Signature = signature.Signature ?? Signature;
                Redacted = signature.Redacted ?? Redacted;
                break;
            case ToolCallStartedEvent started:
                calls.Add((started.Id, started.Name, new StringBuilder()));
                break;
            case ToolCallArgumentsEvent arguments when arguments.Index < calls.Count:
                calls[arguments.Index].Arguments.Append(arguments.Fragment);
                break;
            case UsageEvent usage:
                Usage = usage.Usage;
                break;
            case FinishedEvent finished:
                (Finish, StopSequence) = (finished.Reason, finished.StopSequence);
                break;
        }
    }
}
