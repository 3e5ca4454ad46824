using System.Runtime.CompilerServices;
using Tandem.Agent.Evaluators;
using Tandem.Agent.Verification;
using Tandem.Pipeline;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ledger;
using Tandem.Providers.Chat;

namespace Tandem.Agent.Assistants;

/// <summary>
/// Answers for an assistant. Without evaluators the answer streams; with them it is held back: pass → shown, fail → repaired by the same model with
/// the evaluator's word → written by another model → handed to a person.
/// </summary>
/// <remarks>
/// Safe for concurrent use. Each draft is a request of its own in the ledger, with its decision and what became of it. An evaluator that could
/// not judge buys no dearer model: the answer goes to the person.
/// </remarks>
public sealed class AssistantGate(RequestPipeline pipeline, ILedger ledger, IReadOnlyList<AssistantModel> models, TimeProvider time)
{
    private const int PassageCharacters = 12_000;

    /// <exception cref="RequestException">No answer: nothing was shown.</exception>
    public async IAsyncEnumerable<GateEvent> RunAsync(AssistantCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var assistant = call.Assistant;
        var pool = AssistantPool.Of(assistant, models, call.Template);
        var conversation = call.Chat.Messages;
        var question = Draft.TextOf(conversation.LastOrDefault(message => message.Role == ChatRole.User));
        var passages = assistant.Knowledge.Count > 0 ? KnowledgeSearch.Find(call.Root, assistant.Knowledge, question, PassageCharacters, cancellationToken) : [];
        var chat = call.Chat with { System = AssistantPrompt.System(assistant, conversation, passages, call.Chat.System) };
        var run = new DraftRun(pipeline, time, call, passages);
        if (assistant.Evaluators.Count == 0)
        {
            await foreach (var one in run.StreamAsync(chat, pool, cancellationToken))
                yield return one;
            yield break;
        }

        if (chat.Tools.Count > 0)
            call.OnDropped?.Invoke("tools");
        chat = chat with { Tools = [], ToolChoice = ToolChoice.Auto };
        yield return new DraftHeld(assistant.Name, assistant.EvaluatorNames);

        var (messages, purpose, repairs) = (conversation, "write", 0);
        IReadOnlyList<string> left = pool;
        string? pinned = null;
        string because;
        while (true)
        {
            DraftWritten? written = null;
            RequestException? failure = null;
            await using (var writing = run.WriteAsync(chat with { Messages = messages }, purpose, left, pinned, cancellationToken).GetAsyncEnumerator(cancellationToken))
                while (true)
                {
                    try
                    {
                        if (!await writing.MoveNextAsync())
                            break;
                    }
                    catch (RequestException refused) when (purpose != "write")
                    {
                        failure = refused; // The first draft was not good enough and there is no second: the person is told, not an error.
                        break;
                    }

                    if (writing.Current is DraftWritten whole)
                        written = whole;
                    else
                        yield return writing.Current;
                }

            if (failure is not null)
            {
                because = failure.Message;
                break;
            }

            var findings = await run.JudgeAsync(written!, pool, cancellationToken);
            foreach (var one in run.TakeEvents())
                yield return one;
            var verdict = DraftJudge.Worst(findings);
            yield return new DraftJudged(written!.Model, verdict, findings);
            await RecordAsync(written, verdict, findings, cancellationToken);
            if (verdict == Verdict.Pass)
            {
                yield return new AnswerPiece(new TextEvent(written.Text));
                yield return new AnswerPiece(new UsageEvent(run.Usage));
                yield return new AnswerPiece(new FinishedEvent(written.Finish == FinishReason.None ? FinishReason.Stop : written.Finish));
                yield break;
            }

// Names only: what an evaluator found may be the very thing that the person must not see.
            because = string.Join(", ", findings.Where(finding => finding.Verdict == verdict).Select(finding => finding.Verdict == Verdict.Error ? $"{finding.Evaluator}: {finding.Word}" : finding.Evaluator));
            if (verdict == Verdict.Error || run.IsOverBudget)
            {
                because = run.IsOverBudget ? "the assistant's budget for one answer is used up" : because;
                break;
            }

            messages = AssistantPrompt.Repair(conversation, written.Text, findings);
            if (repairs < assistant.Repairs && purpose != "escalate")
            {
                (purpose, pinned) = ("repair", written.Model);
                repairs++;
                continue;
            }

            left = purpose == "escalate" ? [] : [.. left.Where(model => model != written.Model)];
            yield return new DraftEscalated(written.Model, left.Count > 0 ? string.Join(" or ", left) : null, because);
            if (left.Count == 0)
                break;
            (purpose, pinned) = ("escalate", null);
        }

        yield return new AnswerPiece(new TextEvent(assistant.HandOff.TrimEnd()));
        yield return new AnswerPiece(new UsageEvent(run.Usage));
        yield return new AnswerPiece(new FinishedEvent(FinishReason.Stop));
        yield return new AnswerHandedOver(because);
    }

    private async Task RecordAsync(DraftWritten written, Verdict verdict, IReadOnlyList<Finding> findings, CancellationToken cancellationToken)
    {
        if (verdict == Verdict.Error)
            return; // Says nothing about the model.
        await ledger.AppendOutcomeAsync(
            new OutcomeEntry
            {
                DecisionId = written.Decision,
                Time = time.GetUtcNow(),
                Kind = verdict == Verdict.Pass ? OutcomeKind.VerifiedPass : OutcomeKind.VerifiedFail,
                Value = verdict == Verdict.Pass ? 1 : 0,
                Evidence = "evaluators: " + string.Join(", ", findings.Where(finding => finding.Verdict == verdict).Select(finding => finding.Evaluator)),
            },
            cancellationToken);
    }
}
