using System.Text.RegularExpressions;

namespace Tandem.Agent.Evaluators;

/// <summary>Words and phrases that must not appear; case does not count, and they match whole words.</summary>
internal sealed class ForbiddenEvaluator(IReadOnlyList<string> phrases) : IEvaluator
{
    private readonly Regex _pattern = new(
        string.Join('|', phrases.Select(phrase => $@"(?<!\w){Regex.Escape(phrase.Trim()).Replace(@"\ ", @"\s+", StringComparison.Ordinal)}(?!\w)")),
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(100));

    public string Name => "forbidden";

    public ValueTask<Finding> JudgeAsync(Draft draft, CancellationToken cancellationToken)
    {
        try
        {
            var match = _pattern.Match(PlainText.Visible(draft.Text));
            return ValueTask.FromResult(match.Success
                ? Finding.Fail(Name, $"Do not use the words '{match.Value}', nor talk about it.", match.Value)
                : Finding.Pass(Name));
        }
        catch (RegexMatchTimeoutException)
        {
            return ValueTask.FromResult(Finding.Error(Name, "The forbidden words could not be looked for within 100 ms."));
        }
    }
}
