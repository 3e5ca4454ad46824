using System.Globalization;

namespace Tandem.Agent.Edits.Formats;

/// <summary>Unified diffs as models write them: line numbers and counts may be wrong or absent, git's headers may be there or not.</summary>
internal sealed class UnifiedDiffParser(Reply reply, Func<string, bool> exists, string? target)
{
    private readonly List<FileChange> _changes = [];
    private int _at;

    public static bool StartsAt(IReadOnlyList<string> lines, int at) =>
        DiffHeader.IsPair(lines, at) || lines[at].StartsWith("diff --git ", StringComparison.Ordinal);

    public List<FileChange> Parse()
    {
        while (_at < reply.Lines.Length)
        {
            if (StartsAt(reply.Lines, _at)) ParseFile(DiffHeader.Read(reply.Lines, ref _at));
            else if (HunkHead.TryParse(reply.Lines[_at]) is not null && target is not null) ParseFile(new DiffHeader { Old = target, New = target });
            else _at++;
        }
        if (_changes.Count == 0) throw Reply.Malformed("The reply holds no unified diff.", "Write `--- a/PATH`, `+++ b/PATH`, then hunks that begin with `@@`.");
        return _changes;
    }

    private void ParseFile(DiffHeader header)
    {
        var (path, moveTo) = header.Resolve(exists, target);
        var hunks = new List<Hunk>();
        while (_at < reply.Lines.Length)
        {
            if (HunkHead.TryParse(reply.Lines[_at]) is { } head)
            {
                _at++;
                hunks.Add(ParseHunk(path, head, hunks.Count + 1));
            }
            else if (string.IsNullOrWhiteSpace(reply.Lines[_at]) && reply.Lines.Skip(_at).SkipWhile(string.IsNullOrWhiteSpace).FirstOrDefault()?.StartsWith("@@", StringComparison.Ordinal) == true)
            {
                _at++;
            }
            else
            {
                break;
            }
        }
        if (header.IsBinary) throw Reply.Malformed($"The diff of `{path}` is binary.", "Only text files are edited.", path);
        Add(header, path, moveTo, hunks);
    }

    private void Add(DiffHeader header, string path, string? moveTo, List<Hunk> hunks)
    {
        if (header.Creates)
        {
            if (hunks.Exists(hunk => hunk.Quoted.Exists(line => line.Length > 0))) throw Reply.Malformed($"The diff creates `{path}` and yet quotes lines of it.", "Every line of a new file begins with `+`.", path);
            var final = hunks.Count > 0 && hunks[^1].FinalNewline == false ? "" : "\n";
            var lines = hunks.SelectMany(hunk => hunk.Lines.Where(line => line.Op == LineOp.Add)).Select(line => line.Text).ToList();
            _changes.Add(new CreateFile(path, lines.Count == 0 ? "" : string.Join('\n', lines) + final));
        }
        else if (header.Deletes)
        {
            _changes.Add(new DeleteFile(path, hunks));
        }
        else if (hunks.Count == 0 && moveTo is null)
        {
            if (!header.HasModeOnly) throw Reply.Malformed($"The diff of `{path}` has no hunk.", "Write `@@ … @@`, then the lines with ` `, `-` or `+` in front.", path);
        }
        else
        {
            _changes.Add(new UpdateFile(path, moveTo, [.. hunks.Select(hunk => new HunkChoice([hunk]))]));
        }
    }

    private Hunk ParseHunk(string path, HunkHead head, int number)
    {
        var lines = new List<HunkLine>();
        bool? finalNewline = null;
        int old = 0, @new = 0;
        for (; _at < reply.Lines.Length; _at++)
        {
            var line = reply.Lines[_at];
            if (line.StartsWith('\\'))
            {
                // "\ No newline at end of file" speaks of the line above; the new file's last word counts.
                if (lines.Count > 0) finalNewline = lines[^1].Op == LineOp.Remove;
                continue;
            }
            var isDue = old < head.OldCount || @new < head.NewCount;
            if (line.Length > 0 && line[0] is not (' ' or '-' or '+')) break;
            if (EndsFile(isDue)) break;
            var op = line.Length == 0 ? LineOp.Keep : line[0] switch { '+' => LineOp.Add, '-' => LineOp.Remove, _ => LineOp.Keep };
            lines.Add(new HunkLine(op, line.Length == 0 ? "" : line[1..]));
            if (op != LineOp.Add) old++;
            if (op != LineOp.Remove) @new++;
        }
        if (lines.Count == 0) throw Reply.Malformed($"Hunk {number} of `{path}` is empty.", "Write the lines to change below `@@`.", path);
        ThrowIfCutOff(head, old, @new, path);
        return new Hunk
        {
            Lines = lines, FirstLine = head.FirstLine, FinalNewline = finalNewline,
            Headers = head.Header.Length > 0 ? [head.Header] : [],
            Label = string.Create(CultureInfo.InvariantCulture, $"Hunk {number}"),
        };
    }

    /// <summary>Whether the next file begins here. A removed line may itself begin with <c>--</c>, so a pair of headers counts as one
    /// while lines are due only when a hunk follows it.</summary>
    private bool EndsFile(bool isDue)
    {
        if (!DiffHeader.IsPair(reply.Lines, _at)) return false;
        return !isDue || (_at + 2 < reply.Lines.Length && reply.Lines[_at + 2].StartsWith("@@", StringComparison.Ordinal));
    }

    private void ThrowIfCutOff(HunkHead head, int old, int @new, string path)
    {
        if (_at < reply.Lines.Length || reply.EndsWithNewline || !(old < head.OldCount && @new < head.NewCount)) return;
        throw Reply.Malformed("The diff ends within a hunk: it was cut off.", "Send the whole diff again.", path);
    }
}
