using System.Globalization;
using System.Text.RegularExpressions;

namespace Tandem.Agent.Edits.Formats;

/// <summary>SEARCH/REPLACE blocks as Aider, Cline and Roo define them, anywhere in a reply.</summary>
internal sealed partial class SearchReplaceParser(Reply reply, PathLine paths, Func<string, bool> exists, string? target)
{
    private const int LinesAbove = 6; // A path stands directly above its block: a blank line, a fence and a heading fit between.

    private readonly List<FileChange> _changes = [];
    private string? _current;
    private int _blocks;
    private int _end;

    public static bool StartsAt(string line) => BlockMarkers.IsHead(line, out _) || BlockMarkers.IsStray(line);

    public List<FileChange> Parse()
    {
        for (var i = 0; i < reply.Lines.Length; i++)
        {
            var line = reply.Lines[i];
            var indent = line.Length - line.TrimStart(' ').Length;
            if (BlockMarkers.IsHead(line[indent..], out var strict))
            {
                i = ParseBlock(i, indent, strict);
            }
            else if (BlockMarkers.IsStray(line))
            {
                throw Reply.Malformed($"Line {i + 1} of the reply, `{line.Trim()}`, is a marker that belongs to no block.", Grammar);
            }
        }
        if (_blocks == 0) throw Reply.Malformed("The reply holds no SEARCH/REPLACE block.", Grammar);
        return Merge();
    }

    private static string Grammar => "A block is `<<<<<<< SEARCH`, the old lines, `=======`, the new lines, `>>>>>>> REPLACE`, each marker alone on its line.";

    /// <returns>The index of the block's last line.</returns>
    private int ParseBlock(int head, int indent, bool strict)
    {
        var lines = new List<string>();
        var inner = -1;
        var at = head + 1;
        for (; at < reply.Lines.Length; at++)
        {
            var line = Unindent(reply.Lines[at], indent);
            if (BlockMarkers.IsTail(line, strict)) break;
            if (BlockMarkers.IsHead(line, out _)) inner = lines.Count;
            lines.Add(line);
        }
        var hasTail = at < reply.Lines.Length;
        // A block in indented text that is not whole is a quotation, as in the output of a test run.
        if (indent > 0 && (!hasTail || !lines.Exists(line => BlockMarkers.IsDivider(line, strict)))) return head;
        if (!hasTail) throw Reply.Malformed($"The block at line {head + 1} of the reply has no end: it was cut off.", "Send the whole block again, up to `>>>>>>> REPLACE`.");
        // A head inside is text only where nothing makes it a block of its own.
        if (inner >= 0 && lines.Skip(inner).Any(line => BlockMarkers.IsDivider(line, strict)))
            throw Reply.Malformed($"The block at line {head + 1} of the reply is not closed before the next begins at line {head + 2 + inner}.", Grammar);
        var path = FindPath(head);
        _blocks++;
        AddBlock(path, lines, strict, head + 1);
        _end = at + 1;
        return at;
    }

    private static string Unindent(string line, int indent)
    {
        var own = line.Length - line.TrimStart(' ').Length;
        return line[Math.Min(indent, own)..];
    }

    private void AddBlock(string path, List<string> lines, bool strict, int headLine)
    {
        int? firstLine = null;
        var text = 0;
        for (; text < lines.Count && LineHint().Match(lines[text]) is { Success: true } hint; text++)
        {
            if (hint.Groups["which"].Value == "start" && int.TryParse(hint.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) firstLine = number;
        }
        if (text > 0 && text < lines.Count && Rule().IsMatch(lines[text])) text++;
        lines = lines[text..];
        var dividers = Dividers(lines, strict);
        if (dividers.Count == 0) throw Reply.Malformed($"The block at line {headLine} of the reply has no `=======` between old and new lines.", Grammar, path);
        var label = string.Create(CultureInfo.InvariantCulture, $"Block {_blocks}");
        var readings = dividers.Select(at => (Old: Text(lines[..at]), New: Text(lines[(at + 1)..]))).ToList();
        if (readings.Count == 1 && readings[0].Old.TrueForAll(string.IsNullOrWhiteSpace))
        {
            _changes.Add(new ReplaceText(path, "", string.Concat(readings[0].New.Select(line => line + "\n")), ReplaceAll: false, _blocks));
            return;
        }
        readings.RemoveAll(reading => reading.Old.TrueForAll(string.IsNullOrWhiteSpace));
        readings.Reverse();
        _changes.Add(new UpdateFile(path, null, [new HunkChoice([.. readings.Select(reading => HunkBuilder.FromBlock(reading.Old, reading.New, label, firstLine))])]));
    }

    private static List<string> Text(List<string> lines) => lines.ConvertAll(BlockMarkers.Unescape);

    private static List<int> Dividers(List<string> lines, bool strict)
    {
        List<int> Where(Func<string, bool> isDivider) => [.. Enumerable.Range(0, lines.Count).Where(i => isDivider(lines[i]))];
        var usual = Where(line => line.TrimEnd().Length == 7 && BlockMarkers.IsDivider(line, strict));
        if (usual.Count > 0) return usual;
        var near = Where(line => BlockMarkers.IsDivider(line, strict));
        return near.Count > 0 ? near : Where(line => BlockMarkers.IsDivider(line, strict, anyLength: true));
    }

    private string FindPath(int head)
    {
        string? sentence = null;
        for (int i = head - 1, seen = 0; i >= Math.Max(_end, head - LinesAbove) && seen < 2; i--)
        {
            var line = reply.Lines[i];
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (Fence.TryOpen(line.Trim()) is { } fence)
            {
                if (paths.TryReadInfo(fence.Info) is { } inInfo) return _current = inInfo;
                continue;
            }
            seen++;
            if (seen == 1 && paths.TryRead(line) is { } path) return _current = path;
            if (paths.TryReadSentence(line) is { } named && exists(named)) sentence ??= named;
        }
        return _current = sentence ?? _current ?? target ?? throw Reply.Malformed(
            $"The block at line {head + 1} of the reply names no file.", "Write the file's path alone on the line above the block.");
    }

    /// <summary>Blocks for one file that follow each other are one change, so that equal blocks can be counted.</summary>
    private List<FileChange> Merge()
    {
        var merged = new List<FileChange>();
        foreach (var change in _changes)
        {
            if (change is UpdateFile update && merged.LastOrDefault() is UpdateFile last && last.Path == update.Path)
                merged[^1] = last with { Hunks = [.. last.Hunks, .. update.Hunks] };
            else
                merged.Add(change);
        }
        return merged;
    }

    [GeneratedRegex(@"^:(?<which>start|end)_line:\s*(?<number>\d+)\s*$", RegexOptions.ExplicitCapture)]
    private static partial Regex LineHint();

    [GeneratedRegex(@"^-{5,}\s*$")]
    private static partial Regex Rule();
}
