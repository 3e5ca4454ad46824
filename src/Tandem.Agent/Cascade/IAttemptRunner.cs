namespace Tandem.Agent.Cascade;

/// <summary>Lets a model work on a task with tools until it says that it is done, or cannot go on. What it says is not believed: the cascade verifies.</summary>
/// <remarks>Implemented by the agent's loop. The cascade takes the checkpoint before and rolls back after; a runner only works.</remarks>
public interface IAttemptRunner
{
    /// <summary>Runs one attempt to its end. Every model call of it is a recorded decision.</summary>
    /// <exception cref="OperationCanceledException">The person interrupted; the work so far stays in the workspace.</exception>
    Task<AttemptEnd> RunAsync(AttemptOrder order, CancellationToken cancellationToken);

    /// <summary>Models that could take the task over; empty = only the person is left.</summary>
    /// <param name="failed">Models whose work failed verification, and those that are weaker.</param>
    IReadOnlyList<string> Others(IReadOnlyList<string> failed);
}
