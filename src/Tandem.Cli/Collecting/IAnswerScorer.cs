using Tandem.Routing.Outcomes;

namespace Tandem.Cli.Collecting;

/// <summary>Says how good an answer is.</summary>
internal interface IAnswerScorer
{
    /// <summary>In [0, 1]; null = the user wants to stop.</summary>
    Task<double?> ScoreAsync(OutcomeRow prompt, CollectedAnswer answer, CancellationToken cancellationToken);
}
