namespace Tandem.CodeIndex.Scanning;

/// <summary>One file of a tree.</summary>
/// <param name="Path">Relative to the root, with <c>/</c>.</param>
/// <param name="Stamp">Changes whenever the content may have changed: size and time of a file on disk, hash of a git blob.</param>
/// <param name="Size">Bytes; -1 where the tree does not tell.</param>
public readonly record struct TreeEntry(string Path, string Stamp, long Size);
