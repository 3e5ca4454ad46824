using System.Globalization;
using System.Text.RegularExpressions;

namespace Tandem.Agent.Edits.Formats;

/// <summary>Codex's <c>apply_patch</c> text: file sections between <c>*** Begin Patch</c> and <c>*** End Patch</c>.</summary>
/// <remarks>Fences, prose and shell here-documents around the patch are passed over. Both sentinels may be missing, never only one.</remarks>
internal sealed partial class ApplyPatchParser(Reply reply)
{
    private const string Begin = "*** Begin Patch";
    private const string End = "*** End Patch";
    private const string EndOfFile = "*** End of File";

    private readonly List<FileChange> _changes = [];
    private int _at;
    private bool _closed;

    public static bool StartsAt(string line) => line.Trim() == Begin || SectionHead().IsMatch(line.Trim());

    public List<FileChange> Parse()
    {
        while (_at < reply.Lines.Length)
        {
            var line = reply.Lines[_at].Trim();
            if (line == Begin) ParsePatch();
            else if (SectionHead().IsMatch(line)) ParseSections();
            else _at++;
        }
        if (_changes.Count == 0) throw Reply.Malformed("The patch changes no file.", "Write at least one `*** Update File:`, `*** Add File:` or `*** Delete File:` section.");
        return _changes;
    }

    private void ParsePatch()
    {
        _at++;
        var before = _changes.Count;
        _closed = true;
        ParseSections();
        _closed = false;
        if (_at >= reply.Lines.Length) throw Reply.Malformed($"The patch has no `{End}`: it was cut off.", $"Send the whole patch again, up to `{End}`.");
        _at++;
        if (_changes.Count == before) throw Reply.Malformed("The patch is empty.", "Write the changes between the two sentinels.");
    }

    private void ParseSections()
    {
        while (_at < reply.Lines.Length && reply.Lines[_at].Trim() is var line && line != End)
        {
            var head = SectionHead().Match(line);
            if (head.Success)
            {
                _at++;
                ParseSection(head.Groups["verb"].Value, head.Groups["path"].Value);
            }
            else if (line.Length == 0)
            {
                _at++;
            }
            else if (_closed)
            {
                throw Reply.Malformed($"Line {_at + 1} of the reply, `{Cut(line)}`, is no section of a patch.", "A section begins with `*** Update File: PATH`, `*** Add File: PATH` or `*** Delete File: PATH`.");
            }
            else
            {
                return; // Prose after a patch without sentinels.
            }
        }
    }

    private void ParseSection(string verb, string path)
    {
        switch (verb)
        {
            case "Add":
                _changes.Add(new CreateFile(path, ParseContent(path)));
                break;
            case "Delete":
                _changes.Add(new DeleteFile(path, []));
                break;
            default:
                var moveTo = _at < reply.Lines.Length ? MoveHead().Match(reply.Lines[_at].Trim()) : Match.Empty;
                if (moveTo.Success) _at++;
                var hunks = ParseHunks(path);
                if (hunks.Count == 0 && !moveTo.Success) throw Reply.Malformed($"The update of `{path}` has no hunk.", "Write `@@`, then the lines with ` `, `-` or `+` in front.", path);
                _changes.Add(new UpdateFile(path, moveTo.Success ? moveTo.Groups["path"].Value : null, [.. hunks.Select(hunk => new HunkChoice([hunk]))]));
                break;
        }
    }

    private string ParseContent(string path)
    {
        var content = new List<string>();
        for (; _at < reply.Lines.Length && !IsMarker(reply.Lines[_at]); _at++)
        {
            var line = reply.Lines[_at];
            if (line.StartsWith('+')) content.Add(line[1..]);
            else if (!string.IsNullOrWhiteSpace(line)) throw Reply.Malformed($"Line {_at + 1} of the reply has no `+` in front.", "Every line of an added file begins with `+`.", path);
        }
        return string.Concat(content.Select(line => line + "\n"));
    }

    private List<Hunk> ParseHunks(string path)
    {
        var hunks = new List<Hunk>();
        while (_at < reply.Lines.Length && !IsSectionEnd(reply.Lines[_at]) && !IsPaddedEnd() && !(hunks.Count > 0 && IsOver()))
        {
            if (string.IsNullOrWhiteSpace(reply.Lines[_at]) && IsLayout()) break;
            var headers = new List<string>();
            int? firstLine = null;
            var isPadded = char.IsWhiteSpace(reply.Lines[_at].FirstOrDefault());
            for (; _at < reply.Lines.Length && IsHead(reply.Lines[_at], isPadded); _at++)
            {
                if (HunkHead.TryParse(reply.Lines[_at].Trim()) is not { } head) break;
                firstLine = head.FirstLine ?? firstLine;
                if (head.Header.Length > 0) headers.Add(head.Header);
            }
            hunks.Add(ParseHunk(path, headers, firstLine, hunks.Count + 1));
        }
        return hunks;
    }

    private Hunk ParseHunk(string path, List<string> headers, int? firstLine, int number)
    {
        var lines = new List<HunkLine>();
        var atEnd = false;
        for (; _at < reply.Lines.Length; _at++)
        {
            var line = reply.Lines[_at];
            if (line.Trim() == EndOfFile)
            {
                atEnd = true;
                _at++;
                break;
            }
            if (line.StartsWith("@@", StringComparison.Ordinal) || IsSectionEnd(line) || IsPaddedEnd()) break;
            // Without sentinels, the fence around the patch ends it.
            if (!_closed && (Fence.TryOpen(line) is not null || line.TrimEnd() == "EOF")) break;
            if (line.Length > 0 && line[0] is not (' ' or '+' or '-'))
            {
                throw Reply.Malformed($"Line {_at + 1} of the reply, `{Cut(line)}`, has neither ` `, `-` nor `+` in front.", "Put a space in front of kept lines, `-` in front of removed and `+` in front of new ones.", path);
            }
            lines.Add(line.Length == 0 ? new HunkLine(LineOp.Keep, "") : new HunkLine(line[0] switch { '+' => LineOp.Add, '-' => LineOp.Remove, _ => LineOp.Keep }, line[1..]));
        }
        if (lines.Count == 0) throw Reply.Malformed($"Hunk {number} of `{path}` is empty.", "Write the lines to change below `@@`.", path);
        return new Hunk
        {
            Lines = lines, Headers = headers, FirstLine = firstLine, AtEndOfFile = atEnd, MayAppend = true,
            Label = string.Create(CultureInfo.InvariantCulture, $"Hunk {number}"),
        };
    }

    /// <summary>Behind a head without blanks in front, one with them is a kept line of the file.</summary>
    private static bool IsHead(string line, bool mayBePadded) => (mayBePadded ? line.TrimStart() : line).StartsWith("@@", StringComparison.Ordinal);

    /// <summary>Behind a hunk of a patch without sentinels only another hunk goes on.</summary>
    private bool IsOver() => !_closed && !reply.Lines[_at].StartsWith("@@", StringComparison.Ordinal);

    /// <summary>Blank lines before the next section are layout.</summary>
    private bool IsLayout() => reply.Lines.Skip(_at).SkipWhile(string.IsNullOrWhiteSpace).FirstOrDefault() is not { } next || IsSectionEnd(next);

    private static bool IsMarker(string line) => line.StartsWith("***", StringComparison.Ordinal);

    /// <summary>A line of a hunk begins with a blank; so a marker with blanks in front ends one only where nothing else could.</summary>
    private static bool IsSectionEnd(string line) => line.TrimEnd() == End || SectionHead().IsMatch(line.TrimEnd()) || line.TrimEnd() == Begin;

    private bool IsPaddedEnd() => reply.Lines[_at].Trim() == End && !reply.Lines.Skip(_at + 1).Any(line => line.Trim() == End);

    private static string Cut(string line) => line.Length <= 60 ? line : line[..60] + "…";

    [GeneratedRegex(@"^\*\*\* (?<verb>Add|Update|Delete) File: (?<path>.+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex SectionHead();

    [GeneratedRegex(@"^\*\*\* Move to: (?<path>.+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex MoveHead();
}
