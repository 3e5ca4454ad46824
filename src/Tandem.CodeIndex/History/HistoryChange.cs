namespace Tandem.CodeIndex.History;

/// <summary>The difference between two states of a history.</summary>
/// <param name="Head">Names the new state; null where there is no history.</param>
/// <param name="StartsOver">True where the known state is of no use: forget all commits first.</param>
/// <param name="Added">New commits, newest first.</param>
/// <param name="Removed">Hashes of commits that no longer belong to it (a rebase, another branch).</param>
public sealed record HistoryChange(string? Head, bool StartsOver, IReadOnlyList<Commit> Added, IReadOnlyList<string> Removed)
{
    public static HistoryChange None(string? head) => new(head, StartsOver: false, [], []);
}
