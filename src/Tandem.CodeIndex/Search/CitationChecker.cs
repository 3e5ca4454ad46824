using System.Globalization;
using System.Text.RegularExpressions;
using Tandem.CodeIndex.Scanning;
using Tandem.CodeIndex.Symbols;

namespace Tandem.CodeIndex.Search;

/// <summary>Finds the places a model's answer cites, and checks each against the files.</summary>
/// <remarks>Only files of the tree count: a path that leads outside, or that git ignores, does not exist here.</remarks>
public sealed partial class CitationChecker
{
    private const long MaxFileBytes = 16 << 20;
    private readonly ISourceTree _tree;
    private readonly HashSet<string> _paths;
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    public CitationChecker(ISourceTree tree, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tree);
        _tree = tree;
        _paths = tree.List([], cancellationToken).Select(e => e.Path).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Every citation in the text, in its order.</summary>
    /// <remarks>What looks like a host and a port, or a time, is none: the name must be a file of the tree or have a source file's extension.</remarks>
    public IReadOnlyList<Citation> Find(string text)
    {
        var found = new List<Citation>();
        foreach (Match match in Pattern().Matches(text))
        {
            var path = Normalise(match.Groups["path"].Value);
            if (!_paths.Contains(path) && Languages.Of(path) is null) continue;
            var line = Number(match.Groups["line"].Value);
            var end = match.Groups["end"].Success ? Number(match.Groups["end"].Value) : line;
            found.Add(new Citation(path, line, end, match.Index, match.Length, Check(path, line, end)));
        }

        return found;
    }

    /// <summary>Why a place does not exist, or null where it does.</summary>
    public string? Check(string path, int line, int endLine)
    {
        if (!_paths.Contains(path)) return $"there is no file '{path}' in {_tree.Name}";
        if (!_lines.TryGetValue(path, out var count)) _lines[path] = count = CountLines(path);
        if (line < 1 || endLine < line) return $"{line}-{endLine} is no range of lines";
        return endLine <= count ? null : $"'{path}' has {count} lines, not {endLine}";
    }

    private int CountLines(string path) =>
        _tree.Read(path, MaxFileBytes) is { } bytes && TextDecoding.Decode(bytes) is { } text ? new LineMap(text).Count : 0;

    private static string Normalise(string path)
    {
        path = path.Replace('\\', '/');
        return path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
    }

    private static int Number(string digits) => int.TryParse(digits, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;

    [GeneratedRegex(@"(?<![\w/.\\:@-])(?<path>[\w.@\\/+-]*\w):L?(?<line>\d{1,9})(?:-L?(?<end>\d{1,9}))?(?![\w:])", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
