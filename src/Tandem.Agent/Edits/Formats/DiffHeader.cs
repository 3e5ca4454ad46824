using System.Text;

namespace Tandem.Agent.Edits.Formats;

/// <summary>What stands above a file's hunks in a diff: <c>--- </c> and <c>+++ </c>, with git's extended header or without.</summary>
internal sealed record DiffHeader
{
    private const string Nothing = "/dev/null";

    private static readonly string[] Passed = ["index ", "similarity index ", "dissimilarity index ", "copy from ", "copy to "];

    public string? Old { get; init; }

    public string? New { get; init; }

    public string? RenameFrom { get; init; }

    public string? RenameTo { get; init; }

    public bool IsNewFile { get; init; }

    public bool IsDeleted { get; init; }

    public bool HasModeOnly { get; init; }

    public bool IsBinary { get; init; }

    public bool Creates => Old == Nothing || IsNewFile;

    public bool Deletes => New == Nothing || IsDeleted;

    public static bool IsPair(IReadOnlyList<string> lines, int at) =>
        at + 1 < lines.Count && lines[at].StartsWith("--- ", StringComparison.Ordinal) && lines[at + 1].StartsWith("+++ ", StringComparison.Ordinal);

    /// <summary>Reads the header at <paramref name="at"/> and leaves the position on the first line below it.</summary>
    public static DiffHeader Read(IReadOnlyList<string> lines, ref int at)
    {
        var header = new DiffHeader();
        if (lines[at].StartsWith("diff --git ", StringComparison.Ordinal))
        {
            header = header.WithGitPaths(lines[at++]["diff --git ".Length..]);
            while (at < lines.Count && !IsPair(lines, at) && header.TryExtend(lines[at]) is { } extended)
            {
                header = extended;
                at++;
            }
        }
        if (!IsPair(lines, at)) return header;
        header = header with { Old = Name(lines[at][4..]), New = Name(lines[at + 1][4..]) };
        at += 2;
        return header;
    }

    /// <summary>The file to change, and where to move it; names lose git's <c>a/</c> and <c>b/</c> where they are git's.</summary>
    public (string Path, string? MoveTo) Resolve(Func<string, bool> exists, string? target)
    {
        if (RenameFrom is not null && RenameTo is not null) return (RenameFrom, RenameTo == RenameFrom ? null : RenameTo);
        var (old, @new) = (Old ?? New ?? "", New ?? Old ?? "");
        if (Creates) return (WithoutPrefix(@new, "b/", exists), null);
        if (Deletes) return (WithoutPrefix(old, "a/", exists), null);
        (old, @new) = (WithoutPrefix(old, "a/", exists), WithoutPrefix(@new, "b/", exists));
        if (old == @new) return (old, null);
        // Names that differ without a rename header are a copy's ("x.orig"), or carelessness; the file that exists is meant.
        if (target is not null && (old == target || @new == target)) return (target, null);
        return exists(@new) || !exists(old) ? (@new, null) : (old, null);
    }

    private static string WithoutPrefix(string path, string prefix, Func<string, bool> exists) =>
        path.StartsWith(prefix, StringComparison.Ordinal) && !(exists(path) && !exists(path[2..])) ? path[2..] : path;

    private static string Name(string text)
    {
        var tab = text.IndexOf('\t', StringComparison.Ordinal); // A time stamp follows.
        if (tab >= 0) text = text[..tab];
        text = text.Trim();
        return text.Length > 1 && text[0] == '"' && text[^1] == '"' ? Unquote(text[1..^1]) : text;
    }

    /// <summary>git writes bytes beyond ASCII as octal escapes inside quotes.</summary>
    private static string Unquote(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 3 < text.Length && text[(i + 1)..(i + 4)].All(c => c is >= '0' and <= '7'))
            {
                bytes.Add((byte)(((text[i + 1] - '0') << 6) | ((text[i + 2] - '0') << 3) | (text[i + 3] - '0')));
                i += 3;
            }
            else
            {
                if (text[i] == '\\' && i + 1 < text.Length) i++;
                bytes.AddRange(Encoding.UTF8.GetBytes(text[i].ToString()));
            }
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }

    private DiffHeader WithGitPaths(string text)
    {
        // "a/X b/X": with blanks in names the middle is found by symmetry.
        for (var at = text.IndexOf(" b/", StringComparison.Ordinal); at >= 0; at = text.IndexOf(" b/", at + 1, StringComparison.Ordinal))
        {
            if (text.StartsWith("a/", StringComparison.Ordinal) && text[2..at] == text[(at + 3)..]) return this with { Old = text[..at], New = text[(at + 1)..] };
        }
        var parts = text.Split(' ');
        return parts.Length == 2 ? this with { Old = Name(parts[0]), New = Name(parts[1]) } : this;
    }

    private DiffHeader? TryExtend(string line)
    {
        string? After(string word) => line.StartsWith(word, StringComparison.Ordinal) ? Name(line[word.Length..]) : null;
        if (After("rename from ") is { } from) return this with { RenameFrom = from };
        if (After("rename to ") is { } to) return this with { RenameTo = to };
        if (After("new file mode") is not null) return this with { IsNewFile = true };
        if (After("deleted file mode") is not null) return this with { IsDeleted = true };
        if (After("old mode") is not null || After("new mode") is not null) return this with { HasModeOnly = true };
        if (After("Binary files ") is not null || After("GIT binary patch") is not null) return this with { IsBinary = true };
        return Passed.Any(word => line.StartsWith(word, StringComparison.Ordinal)) ? this : null;
    }
}
