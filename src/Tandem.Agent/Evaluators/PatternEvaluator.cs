using System.Text.RegularExpressions;

namespace Tandem.Agent.Evaluators;

/// <summary>A regular expression that the answer must, or must not, match. Ends after 100 ms.</summary>
/// <param name="says">What to tell the model; null = the expression itself.</param>
internal sealed class PatternEvaluator(Regex pattern, bool mustMatch, string? says) : IEvaluator
{
    public static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(100);

    public string Name => "pattern";

    public ValueTask<Finding> JudgeAsync(Draft draft, CancellationToken cancellationToken)
    {
        try
        {
            var match = pattern.Match(draft.Text);
            if (match.Success == mustMatch)
                return ValueTask.FromResult(Finding.Pass(Name));
            var word = says ?? (mustMatch ? $"The answer must match the regular expression {pattern}." : $"The answer must not match the regular expression {pattern}.");
            return ValueTask.FromResult(Finding.Fail(Name, word, match.Success ? PlainText.Clip(match.Value, 80) : null));
        }
        catch (RegexMatchTimeoutException)
        {
            return ValueTask.FromResult(Finding.Error(Name, $"The regular expression {pattern} was not done within {Timeout.TotalMilliseconds} ms. Write it without nested repetitions."));
        }
    }
}
