using Tandem.CodeIndex.Scanning;

namespace Tandem.Cli.Asking;

/// <summary>The workspace's files and those that the question mentions: what git ignores or lies outside may be cited once it was mentioned.</summary>
internal sealed class QuestionTree(string root, IReadOnlyList<string> mentioned) : ISourceTree
{
    private readonly WorkingTree _tree = new(root);

    public string Name => _tree.Name;

    public IReadOnlyList<TreeEntry> List(ICollection<string> notes, CancellationToken cancellationToken) =>
        [.. _tree.List(notes, cancellationToken), .. mentioned.Select(path => new TreeEntry(path, "", 0))];

    public byte[]? Read(string path, long limit) => _tree.Read(path, limit);
}
