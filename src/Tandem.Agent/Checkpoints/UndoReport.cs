namespace Tandem.Agent.Checkpoints;

/// <summary>What an undo did.</summary>
/// <param name="Restored">Paths as they were before.</param>
/// <param name="Kept">Paths that somebody else changed after the agent did, or whose old content was not kept: left alone, each with the reason.</param>
public sealed record UndoReport(IReadOnlyList<string> Restored, IReadOnlyList<KeptPath> Kept);
