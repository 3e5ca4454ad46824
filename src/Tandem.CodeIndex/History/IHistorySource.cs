namespace Tandem.CodeIndex.History;

/// <summary>The past of a tree.</summary>
public interface IHistorySource
{
    /// <summary>What has come and gone since a known state.</summary>
    /// <param name="knownHead">The <see cref="HistoryChange.Head"/> seen last, or null for everything.</param>
    /// <param name="notes">Receives what could not be read, in words for the user.</param>
    HistoryChange Since(string? knownHead, int maxCommits, ICollection<string> notes, CancellationToken cancellationToken);
}
