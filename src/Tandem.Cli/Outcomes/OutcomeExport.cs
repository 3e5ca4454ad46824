using Tandem.Pipeline.Ledger;
using Tandem.Routing;
using Tandem.Routing.Decisions;
using Tandem.Routing.Outcomes;

namespace Tandem.Cli.Outcomes;

/// <summary>The user's own outcomes as rows of an outcome file: the score of the one model that was chosen, with its propensity.</summary>
internal sealed class OutcomeExport(Stream output) : IDisposable
{
    private readonly OutcomeWriter _writer = new(output);

    public int Rows { get; private set; }

    /// <summary>Left out: the text was deleted or never kept.</summary>
    public int WithoutPrompt { get; private set; }

    /// <summary>Left out: another model than the chosen one answered, or none, so that no propensity belongs to the score.</summary>
    public int AnsweredByOther { get; private set; }

    public void Add(JudgedDecision judged)
    {
        var decision = judged.Decision;
        if (judged.AnsweredBy is not { } model || model != decision.Choice)
        {
            AnsweredByOther++;
        }
        else if (KeptPrompt.TextOf(judged.Prompt) is not { } prompt)
        {
            WithoutPrompt++;
        }
        else
        {
            _writer.Write(
                new OutcomeRow
                {
                    Id = decision.DecisionId.Value,
                    Prompt = prompt,
                    Group = decision.SessionId?.Value ?? decision.DecisionId.Value, // A conversation is never on both sides of a split.
                    Source = "own",
                    Scores = new Dictionary<string, double> { [model] = judged.Score },
                    CostUsd = new Dictionary<string, double> { [model] = (double)judged.Cost.Usd },
                    Propensity = decision.Propensity,
                },
                TaskOf(decision.Task));
            Rows++;
        }
    }

    public void Dispose() => _writer.Dispose();

    private static TaskKind? TaskOf(string word)
    {
        foreach (var task in Enum.GetValues<TaskKind>())
            if (Words.Of(task) == word)
                return task;
        return null;
    }
}
