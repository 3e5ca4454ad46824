namespace Tandem.Agent.Evaluators;

/// <summary>The answer's natural language: one of those named, or that of the question.</summary>
/// <param name="allowed">ISO 639-1 codes; empty = the question's language.</param>
internal sealed class LanguageEvaluator(IReadOnlyList<string> allowed) : IEvaluator
{
    /// <summary>Below this many words a wrong guess is likelier than a wrong answer.</summary>
    private const int EnoughWords = 8;

    public string Name => "language";

    public ValueTask<Finding> JudgeAsync(Draft draft, CancellationToken cancellationToken)
    {
        var written = LanguageGuess.Of(draft.Text, out var words);
        IReadOnlyList<string> wanted = allowed.Count > 0 ? allowed : LanguageGuess.Of(draft.Question, out _) is { } asked ? [asked] : [];
        return ValueTask.FromResult(written is null || words < EnoughWords || wanted.Count == 0 || wanted.Contains(written)
            ? Finding.Pass(Name)
            : Finding.Fail(Name, $"Answer in the language '{string.Join("' or '", wanted)}'.", $"written in '{written}'"));
    }
}
