namespace Tandem.Agent.Evaluators;

/// <summary>The answer asks the person something, so that they think on.</summary>
internal sealed class AsksBackEvaluator : IEvaluator
{
    public string Name => "asks_back";

    public ValueTask<Finding> JudgeAsync(Draft draft, CancellationToken cancellationToken) => ValueTask.FromResult(
        PlainText.Prose(draft.Text).AsSpan().ContainsAny('?', '？', '؟')
            ? Finding.Pass(Name)
            : Finding.Fail(Name, "Ask the student a question that brings them to the next step."));
}
