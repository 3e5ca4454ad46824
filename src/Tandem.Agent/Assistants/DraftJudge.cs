using Tandem.Agent.Evaluators;
using Tandem.Agent.Verification;

namespace Tandem.Agent.Assistants;

/// <summary>Puts a draft to an assistant's evaluators, in their order.</summary>
internal static class DraftJudge
{
    private const int MaxDraft = 100_000;

    public static async Task<IReadOnlyList<Finding>> JudgeAsync(Assistant assistant, Draft draft, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(draft.Text))
            return [Finding.Fail("answer", "The answer was empty. Write one.", "empty")];
        if (draft.Text.Length > MaxDraft)
            return [Finding.Fail("answer", "The answer was far too long. Write a short one.", "too long to judge")];
        var findings = new List<Finding>();
        foreach (var evaluator in assistant.Evaluators.OrderBy(evaluator => evaluator is JudgeEvaluator)) // What costs comes last.
        {
            if (evaluator is JudgeEvaluator && findings.Exists(finding => finding.Verdict == Verdict.Fail))
                break; // The draft is lost already.
            findings.Add(await evaluator.JudgeAsync(draft, cancellationToken));
        }

        return findings;
    }

    /// <summary>The worst of the findings.</summary>
    public static Verdict Worst(IReadOnlyList<Finding> findings) =>
        findings.Any(finding => finding.Verdict == Verdict.Fail) ? Verdict.Fail : findings.Any(finding => finding.Verdict == Verdict.Error) ? Verdict.Error : Verdict.Pass;
}
