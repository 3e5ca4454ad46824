using System.Globalization;

namespace Tandem.Agent.EditHost;

/// <summary>A workspace of a few files that all have the same version, at their first and at their last line: what is torn, or half of a commit, shows.</summary>
internal static class CountedFiles
{
    private const int Count = 4;
    private const int Lines = 300; // Enough that a file is longer than a page of the system.

    public static IReadOnlyList<string> Names { get; } = [.. Enumerable.Range(0, Count).Select(file => $"f{file}.txt")];

    public static void Create(string root)
    {
        foreach (var name in Names) File.WriteAllText(Path.Combine(root, name), Content(0));
    }

    /// <summary>The edit, in Codex's format, that takes every file to the next version.</summary>
    public static string Patch(int version)
    {
        var sections = Names.Select(name => $"*** Update File: {name}\n@@\n-first {version}\n+first {version + 1}\n@@\n-last {version}\n+last {version + 1}\n");
        return $"*** Begin Patch\n{string.Concat(sections)}*** End Patch";
    }

    /// <summary>The version at a file's first line.</summary>
    public static int Version(string root, string name) => int.Parse(File.ReadLines(Path.Combine(root, name)).First().AsSpan("first ".Length), CultureInfo.InvariantCulture);

    /// <summary>Whether a file is byte for byte what its version is.</summary>
    public static bool IsWhole(string root, string name) => File.ReadAllText(Path.Combine(root, name)) == Content(Version(root, name));

    private static string Content(int version) =>
        $"first {version}\n{string.Concat(Enumerable.Range(0, Lines).Select(line => $"line {line} of a file that is long enough to be written in pieces\n"))}last {version}\n";
}
