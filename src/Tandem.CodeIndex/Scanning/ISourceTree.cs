namespace Tandem.CodeIndex.Scanning;

/// <summary>The files of one state of a repository: a folder on disk, or the tree of a commit.</summary>
public interface ISourceTree
{
    /// <summary>Where the files come from, for messages.</summary>
    string Name { get; }

    /// <summary>Every file that is neither ignored nor a link, with paths relative to the root and <c>/</c> between folders.</summary>
    /// <param name="notes">Receives what could not be read, in words for the user.</param>
    IReadOnlyList<TreeEntry> List(ICollection<string> notes, CancellationToken cancellationToken);

    /// <summary>The bytes of a file, at most <paramref name="limit"/>; null where it is gone, larger, or not readable.</summary>
    byte[]? Read(string path, long limit);
}
