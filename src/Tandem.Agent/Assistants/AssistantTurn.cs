using Tandem.Agent.Turns;
using Tandem.Agent.Verification;
using Tandem.Pipeline;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ledger;
using Tandem.Providers;
using Tandem.Providers.Chat;
using Tandem.Routing.Prices;

namespace Tandem.Agent.Assistants;

/// <summary>A session's messages to an assistant whose answers are judged, by the same gate as everywhere: nothing of a draft is shown or kept before it has passed.</summary>
/// <remarks>Such an assistant answers from its instructions, its knowledge and what it is given; it has no tools. Used for one message.</remarks>
public sealed class AssistantTurn(AgentSession session, AssistantGate gate, Assistant assistant, IAgentListener listener)
{
    private readonly ShareTally _shares = new();
    private DecisionEntry? _decision;
    private string _model = "";
    private bool _isWithPerson; // The listener has heard it.

    /// <summary>Spent so far; final when <see cref="RunAsync"/> has ended, however it did.</summary>
    public decimal CostUsd { get; private set; }

    public IReadOnlyList<StepShare> Shares => _shares.Shares;

    /// <exception cref="OperationCanceledException">The person interrupted.</exception>
    public async Task<AssistantTurnResult> RunAsync(UserMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var boundary = await session.BeginAsync(message, boundary: null, cancellationToken);
        if (session.NeedsRoom(model: null))
        {
            await listener.OnAsync(AgentSession.SumsUp, cancellationToken);
            await session.CompactAsync(cancellationToken);
        }

        var chat = new ChatRequest { Messages = [.. session.Conversation.Items.Select(item => Plain(item.Message)).Where(one => one.Parts.Count > 0)] };
        var call = new AssistantCall
        {
            Assistant = assistant,
            Chat = chat,
            Root = session.Setup.Root,
            Template = session.Call(NativeRequest.Of(chat), boundary) with
            {
                Most = session.Limits.MaxCostUsd is { } most ? NanoUsd.FromUsd(most) : null,
                OnAbandoned = receipt => Add(receipt),
            },
        };
        var (text, isHandedOver) = ("", false);
        try
        {
            await foreach (var happened in gate.RunAsync(call, cancellationToken))
            {
                await TellAsync(happened, cancellationToken);
                if (happened is AnswerPiece { Event: TextEvent piece })
                    text += piece.Text;
                isHandedOver |= happened is AnswerHandedOver;
            }
        }
        catch (RequestException failure)
        {
            await listener.OnAsync(new AgentFailed(ErrorNames.Of(failure.Kind), failure.Message), CancellationToken.None);
            return Result("") with { Error = failure };
        }

        if (!isHandedOver)
            await listener.OnAsync(new TextWritten(text), CancellationToken.None);
        await session.Transcript.AddAssistantAsync(
            new ConversationItem(new ChatMessage(ChatRole.Assistant, [new TextPart(text)]), _model, IsPrivate: session.Conversation.HoldsPrivateText), _decision?.DecisionId.Value, CancellationToken.None);
        return Result(text) with { IsHandedOver = isHandedOver };
    }

    private async ValueTask TellAsync(GateEvent happened, CancellationToken cancellationToken)
    {
        switch (happened)
        {
            case DraftHeld held when session.Conversation.Items.Count == 1: // Said once a session.
                await listener.OnAsync(new AgentWarned($"{held.Assistant}: an answer is shown when it has passed {string.Join(", ", held.Evaluators)}."), cancellationToken);
                break;
            case DraftDecided decided:
                (_decision, _model) = (decided.Decision, decided.Decision.Choice ?? "");
                await listener.OnAsync(new StepDecided(decided.Decision), cancellationToken);
                break;
            case DraftAttempted { Attempt: var attempt }:
                _model = attempt.Model;
                if (attempt.Again is { } again)
                    await listener.OnAsync(new AgentWarned(again), cancellationToken);
                break;
            case DraftJudged { Verdict: not Verdict.Pass } judged:
                await listener.OnAsync(new AgentWarned($"A draft of {judged.Model} is held back by {string.Join(", ", judged.Findings.Where(finding => finding.Verdict == judged.Verdict).Select(finding => finding.Evaluator))}."), cancellationToken);
                break;
            case DraftEscalated escalated:
                _isWithPerson = escalated.To is null;
                await listener.OnAsync(new Escalated(escalated.From, escalated.To, escalated.Because), cancellationToken);
                break;
            case AnswerHandedOver over when !_isWithPerson:
                await listener.OnAsync(new Escalated(_model, null, over.Because), cancellationToken);
                break;
            case DraftCosted { Receipt: var receipt }:
                Add(receipt);
                var usage = receipt.Usage;
                await listener.OnAsync(
                    new StepCosted(receipt.Model, usage.InputTokens, usage.CachedInputTokens, usage.OutputTokens, usage.Estimated, receipt.Cost.Usd, session.CostUsd), cancellationToken);
                break;
        }
    }

    private void Add(Receipt receipt)
    {
        CostUsd += receipt.Cost.Usd;
        session.CostUsd += receipt.Cost.Usd;
        _shares.Add(receipt.Model ?? _model, receipt.Cost.Usd, _decision?.Reason ?? "");
    }

    /// <summary>Without what belongs to tools: the session may have begun when the assistant had some.</summary>
    private static ChatMessage Plain(ChatMessage message) =>
        message with { Parts = [.. message.Parts.Where(part => part is not (ToolCallPart or ToolResultPart or ReasoningPart))] };

    private AssistantTurnResult Result(string text) => new() { Text = text, Shares = Shares, CostUsd = CostUsd };
}
