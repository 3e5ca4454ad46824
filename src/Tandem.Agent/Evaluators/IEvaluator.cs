namespace Tandem.Agent.Evaluators;

/// <summary>Judges a draft before anybody sees it.</summary>
/// <remarks>Safe for concurrent use; holds no state of a conversation.</remarks>
internal interface IEvaluator
{
    /// <summary>As it is written in the assistant's file: <c>no_full_solution</c>.</summary>
    string Name { get; }

    ValueTask<Finding> JudgeAsync(Draft draft, CancellationToken cancellationToken);
}
