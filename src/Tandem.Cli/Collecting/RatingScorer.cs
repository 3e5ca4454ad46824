using Tandem.Cli.Terminal;
using Tandem.Routing.Outcomes;

namespace Tandem.Cli.Collecting;

/// <summary>Asks the user at the terminal, without saying whose answer it is: names would colour the judgement.</summary>
internal sealed class RatingScorer(ITerminal terminal) : IAnswerScorer
{
    private const int Best = 5;

    public Task<double?> ScoreAsync(OutcomeRow prompt, CollectedAnswer answer, CancellationToken cancellationToken)
    {
        terminal.Note("── prompt ──", Tone.Strong);
        terminal.Note(prompt.Prompt);
        terminal.Note("── answer ──", Tone.Strong);
        terminal.Note(answer.Text);
        return Task.FromResult(terminal.AskKey($"How good is it? [1] useless … [{Best}] right, [q]uit:", "12345q") is var key and >= '1' and <= '5'
            ? (key.Value - '1') / (Best - 1.0)
            : (double?)null);
    }
}
