using Tandem.Pipeline;
using Tandem.Pipeline.Errors;
using Tandem.Routing.Outcomes;

namespace Tandem.Cli.Collecting;

/// <summary>Runs every model on every prompt, each as a request of its own with the model named, and scores the answers.</summary>
internal sealed class Collection(Engine.Engine engine, IAnswerScorer scorer, IReadOnlyList<string> models, decimal maxCostUsd)
{
    /// <summary>One bad prompt is skipped; so many in a row mean that a model is gone.</summary>
    private const int MostFailuresInARow = 3;

    private readonly NamedModels _named = new(engine, "collect");
    private decimal _spentBefore;

    /// <summary>Paths whose text the prompts are: a private one never leaves the house.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Told of each prompt that got no row, and why.</summary>
    public Action<string> OnSkipped { get; init; } = static _ => { };

    /// <summary>All of the file, earlier runs included.</summary>
    public decimal SpentUsd => _spentBefore + _named.SpentUsd;

    public int Skipped { get; private set; }

    /// <exception cref="RequestException">A budget or privacy refuses, a model is not configured, or several prompts in a row got no answer.</exception>
    public async Task<CollectionEnd> RunAsync(IEnumerable<OutcomeRow> prompts, CollectedRows rows, CancellationToken cancellationToken)
    {
        _spentBefore = rows.SpentUsd;
        var failures = 0;
        foreach (var prompt in prompts)
        {
            if (rows.Contains(prompt.Id))
                continue;
            if (SpentUsd + await CeilingAsync(prompt, cancellationToken) > maxCostUsd)
                return CollectionEnd.CostCap;
            List<CollectedAnswer> answers;
            try
            {
                answers = await AnswersAsync(prompt, cancellationToken);
                failures = 0;
            }
            catch (RequestException failure) when (failure.Kind is not (ErrorKind.PrivacyRefused or ErrorKind.BudgetExceeded) && ++failures < MostFailuresInARow)
            {
                Skipped++;
                OnSkipped($"{prompt.Id}: {failure.Message}");
                continue;
            }

            if (await ScoresAsync(prompt, answers, cancellationToken) is not { } scores)
                return CollectionEnd.UserStopped;
            rows.Add(prompt with
            {
                Scores = scores,
                CostUsd = answers.ToDictionary(answer => answer.Model, answer => (double)answer.CostUsd),
                Propensity = null, // Every model was run.
            });
        }

        return CollectionEnd.Complete;
    }

    private async Task<decimal> CeilingAsync(OutcomeRow prompt, CancellationToken cancellationToken)
    {
        var sum = 0m;
        foreach (var model in models)
            sum += (await engine.Pipeline.ExplainAsync(Call(prompt, model), cancellationToken)).PriceCeilingUsd;
        return sum;
    }

    private async Task<List<CollectedAnswer>> AnswersAsync(OutcomeRow prompt, CancellationToken cancellationToken)
    {
        var answers = new List<CollectedAnswer>(models.Count);
        foreach (var model in models)
            answers.Add(await _named.AnswerAsync(Call(prompt, model), cancellationToken));
        return answers;
    }

    /// <summary>In an order that the answers' places say nothing of their models, yet the same in every run.</summary>
    private async Task<Dictionary<string, double>?> ScoresAsync(OutcomeRow prompt, List<CollectedAnswer> answers, CancellationToken cancellationToken)
    {
        var order = answers.ToArray();
        new Random(prompt.Id.Aggregate(17, (hash, letter) => unchecked(hash * 31 + letter))).Shuffle(order);
        var scores = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var answer in order)
        {
            if (await scorer.ScoreAsync(prompt, answer, cancellationToken) is not { } score)
                return null;
            scores[answer.Model] = score;
        }

        return scores;
    }

    private PipelineCall Call(OutcomeRow prompt, string model) => _named.Call(prompt.Prompt, model) with { Language = prompt.Language, Paths = Paths };
}
