using System.Text;
using Tandem.Agent.Evaluators;
using Tandem.Agent.Verification;
using Tandem.Pipeline;
using Tandem.Pipeline.Ids;
using Tandem.Providers.Chat;

namespace Tandem.Agent.Assistants;

/// <summary>Runs an assistant's cases: those with a draft by the evaluators alone, the others with real models through the gate.</summary>
public sealed class AssistantTester(AssistantGate gate, TimeProvider time)
{
    /// <param name="template">Of the calls to models; each gets an id of its own.</param>
    /// <exception cref="Tandem.Pipeline.Errors.RequestException">A case needs a model and none answers.</exception>
    public async Task<CaseResult> RunAsync(Assistant assistant, AssistantCase one, PipelineCall template, string root, CancellationToken cancellationToken)
    {
        if (one.Draft is { } draft)
            return await JudgeAsync(assistant, one, draft, root, cancellationToken);
        var (text, model, isHandedOver, by) = (new StringBuilder(), (string?)null, false, new List<string>());
        var call = new AssistantCall
        {
            Assistant = assistant,
            Chat = new ChatRequest { Messages = one.Turns },
            Template = template with { Id = RequestId.New(time.GetUtcNow()) },
            Root = root,
        };
        await foreach (var happened in gate.RunAsync(call, cancellationToken))
            switch (happened)
            {
                case AnswerPiece { Event: TextEvent piece }:
                    text.Append(piece.Text);
                    break;
                case DraftAttempted attempt:
                    model = attempt.Attempt.Model;
                    break;
                case DraftJudged judged:
                    by.AddRange(judged.Findings.Where(finding => finding.Verdict != Verdict.Pass).Select(finding => finding.Evaluator));
                    break;
                case AnswerHandedOver:
                    isHandedOver = true;
                    break;
                case AnswerBroke broke:
                    return new CaseResult(one.Name, broke.Error.Message, model, text.ToString());
            }

        return Compare(one, text.ToString(), isHandedOver ? Verdict.Fail : Verdict.Pass, by, model);
    }

    private static async Task<CaseResult> JudgeAsync(Assistant assistant, AssistantCase one, string draft, string root, CancellationToken cancellationToken)
    {
        IReadOnlyList<KnowledgePassage> sources = assistant.Knowledge.Count > 0
            ? KnowledgeSearch.Find(root, assistant.Knowledge, Draft.TextOf(one.Turns[^1]), 12_000, cancellationToken)
            : [];
        var findings = await DraftJudge.JudgeAsync(assistant, new Draft { Text = draft, Author = "", Conversation = one.Turns, Sources = sources }, cancellationToken);
        return Compare(one, draft, DraftJudge.Worst(findings), [.. findings.Where(finding => finding.Verdict != Verdict.Pass).Select(finding => finding.Evaluator)], model: null);
    }

    private static CaseResult Compare(AssistantCase one, string answer, Verdict verdict, List<string> by, string? model)
    {
        var expected = one.Verdict ?? Verdict.Pass;
        var problem = verdict != expected ? $"the gate says {Word(verdict)}{(by.Count > 0 ? $" ({string.Join(", ", by.Distinct())})" : "")}, expected was {Word(expected)}"
            : one.By is { } evaluator && !by.Contains(evaluator) ? $"'{evaluator}' had no objection{(by.Count > 0 ? $", only {string.Join(", ", by.Distinct())}" : "")}"
            : one.Contains.FirstOrDefault(text => !answer.Contains(text, StringComparison.OrdinalIgnoreCase)) is { } missing ? $"the answer lacks '{missing}'"
            : one.Lacks.FirstOrDefault(text => answer.Contains(text, StringComparison.OrdinalIgnoreCase)) is { } present ? $"the answer holds '{present}'"
            : null;
        return new CaseResult(one.Name, problem, model, answer);
    }

    private static string Word(Verdict verdict) => verdict.ToString().ToLowerInvariant();
}
