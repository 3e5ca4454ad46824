using System.Runtime.CompilerServices;
using System.Text;
using Tandem.Agent.Evaluators;
using Tandem.Pipeline;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;
using Tandem.Providers;
using Tandem.Providers.Chat;
using Tandem.Routing;
using Tandem.Routing.Prices;

namespace Tandem.Agent.Assistants;

/// <summary>The calls to models for one answer.</summary>
internal sealed class DraftRun(RequestPipeline pipeline, TimeProvider time, AssistantCall call, IReadOnlyList<KnowledgePassage> passages)
{
    private const int MaxDraft = 200_000;

    private readonly List<GateEvent> _events = [];
    private bool _isFirst = true;
    private decimal _spentUsd;

    /// <summary>Over all drafts and judges.</summary>
    public TokenUsage Usage { get; private set; }

    public bool IsOverBudget => call.Assistant.Budget is { Period: null } budget && _spentUsd >= budget.LimitUsd;

    public IReadOnlyList<GateEvent> TakeEvents()
    {
        IReadOnlyList<GateEvent> taken = [.. _events];
        _events.Clear();
        return taken;
    }

    /// <summary>An answer that nobody judges, as it comes.</summary>
    public async IAsyncEnumerable<GateEvent> StreamAsync(ChatRequest chat, IReadOnlyList<string> pool, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var frame in pipeline.RunAsync(Call(chat, "write", pool, pinned: null), cancellationToken))
            switch (frame.Step)
            {
                case PipelineStep.Relay when (frame.Relay.Kinds & FrameKinds.Terminal) != 0:
                    yield return new AnswerPiece(new UsageEvent(frame.Receipt!.Usage));
                    yield return new AnswerPiece(frame.Relay.Event!);
                    break;
                case PipelineStep.Relay when frame.Relay.Event is { } piece:
                    yield return new AnswerPiece(piece);
                    break;
                case PipelineStep.Broken:
                    yield return new AnswerBroke(frame.Error!);
                    break;
                default:
                    if (Notice(frame, "write") is { } notice)
                        yield return notice;
                    break;
            }
    }

    /// <summary>Writes a draft; its last event is a <see cref="DraftWritten"/>.</summary>
    public async IAsyncEnumerable<GateEvent> WriteAsync(
        ChatRequest chat, string purpose, IReadOnlyList<string> pool, string? pinned, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var (model, finish) = ("", FinishReason.None);
        DecisionId decision = default;
        await foreach (var frame in pipeline.RunAsync(Call(chat, purpose, pool, pinned), cancellationToken))
        {
            if (frame.Step == PipelineStep.Decided)
                (model, decision) = (frame.Decision!.Choice!, frame.Decision.DecisionId);
            if (frame.Step == PipelineStep.Attempt)
                model = frame.Attempt!.Model;
            if (frame.Step == PipelineStep.Broken)
                throw frame.Error!; // Nothing was shown, so that nothing is lost by asking again.
            if (frame.Step == PipelineStep.Relay && frame.Relay.Event is TextEvent piece && text.Length < MaxDraft)
                text.Append(piece.Text);
            if (frame.Step == PipelineStep.Relay && (frame.Relay.Kinds & FrameKinds.Terminal) != 0)
                finish = frame.Relay.Finish;
            if (Notice(frame, purpose) is { } notice)
                yield return notice;
        }

        yield return new DraftWritten(text.ToString(), model, decision, finish);
    }

    public async Task<IReadOnlyList<Finding>> JudgeAsync(DraftWritten written, IReadOnlyList<string> pool, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> others = [.. pool.Where(model => model != written.Model)];
        var draft = new Draft
        {
            Text = written.Text,
            Author = written.Model,
            Conversation = call.Chat.Messages,
            Sources = passages,
            AskOther = others.Count == 0 ? null : (prompt, token) => AskAsync(prompt, others, token),
        };
        return await DraftJudge.JudgeAsync(call.Assistant, draft, cancellationToken);
    }

    private async Task<string> AskAsync(string prompt, IReadOnlyList<string> others, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var chat = new ChatRequest { Messages = [ChatMessage.User(prompt)], Temperature = 0, MaxOutputTokens = 400 };
        await foreach (var frame in pipeline.RunAsync(Call(chat, "judge", others, pinned: null), cancellationToken))
        {
            if (frame.Step == PipelineStep.Broken)
                throw frame.Error!;
            if (frame.Step == PipelineStep.Relay && frame.Relay.Event is TextEvent piece && text.Length < MaxDraft)
                text.Append(piece.Text);
            if (Notice(frame, "judge") is { } notice)
                _events.Add(notice);
        }

        return text.ToString();
    }

    private GateEvent? Notice(in PipelineFrame frame, string purpose)
    {
        switch (frame.Step)
        {
            case PipelineStep.Decided:
                return new DraftDecided(purpose, frame.Decision!);
            case PipelineStep.Attempt:
                return new DraftAttempted(frame.Attempt!);
            case PipelineStep.Receipt:
                var used = frame.Receipt!.Usage;
                _spentUsd += frame.Receipt.Cost.Usd;
                Usage = Usage with { InputTokens = Usage.InputTokens + used.InputTokens, OutputTokens = Usage.OutputTokens + used.OutputTokens, Estimated = Usage.Estimated || used.Estimated };
                return new DraftCosted(purpose, frame.Receipt);
            default:
                return null;
        }
    }

    private PipelineCall Call(ChatRequest chat, string purpose, IReadOnlyList<string> pool, string? pinned)
    {
        var (assistant, template) = (call.Assistant, call.Template);
        var id = _isFirst ? template.Id : RequestId.New(time.GetUtcNow());
        _isFirst = false;
        IReadOnlyList<BudgetLimit> own = assistant.Budget is { Period: { } period } budget
            ? [new BudgetLimit($"assistant:{assistant.Name}", NanoUsd.FromUsd(budget.LimitUsd), period, Hard: true)]
            : [];
        return template with
        {
            Id = id,
            Request = NativeRequest.Of(chat),
            Policy = purpose is "escalate" or "judge" ? "best" : template.Policy ?? assistant.Policy,
            PinnedModel = purpose is "escalate" or "judge" ? null : pinned ?? template.PinnedModel ?? assistant.Model,
            AskedClass = assistant.DataClass == DataClass.Private ? DataClass.Private : template.AskedClass,
            MayOverridePrivacy = template.MayOverridePrivacy && assistant.DataClass != DataClass.Private && (purpose is "write" or "repair"),
            Paths = [.. template.Paths, .. passages.Select(passage => passage.Path).Distinct()],
            Boundary = purpose switch { "escalate" => Boundary.VerificationFailed, "judge" => Boundary.SubAgent, _ => template.Boundary },
            Budgets = [.. template.Budgets, .. own],
            Pool = [.. pool],
            Most = template.Most is { } most ? NanoUsd.FromUsd(Math.Max(0, most.Usd - _spentUsd)) : null,
            Idempotency = assistant.Evaluators.Count == 0 ? template.Idempotency : null, // A repeat would give the first draft, judged or not.
            KeptPrompt = assistant.Evaluators.Count == 0 ? template.KeptPrompt : null, // Drafts that were refused are kept nowhere.
        };
    }
}
