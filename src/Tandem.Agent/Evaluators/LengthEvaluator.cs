using System.Globalization;

namespace Tandem.Agent.Evaluators;

/// <summary>Words of the answer, code blocks included.</summary>
internal sealed class LengthEvaluator(int least, int most) : IEvaluator
{
    public string Name => "length";

    public ValueTask<Finding> JudgeAsync(Draft draft, CancellationToken cancellationToken)
    {
        var words = draft.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        var shown = words.ToString(CultureInfo.InvariantCulture) + " words";
        return ValueTask.FromResult(words > most ? Finding.Fail(Name, $"The answer is too long. Say it in at most {most} words.", shown)
            : words < least ? Finding.Fail(Name, $"The answer is too short. Write at least {least} words.", shown)
            : Finding.Pass(Name));
    }
}
