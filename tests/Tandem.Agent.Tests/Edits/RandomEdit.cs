using System.Globalization;
using System.Text.Json;

namespace Tandem.Agent.Tests.Edits;

/// <summary>One change of one file, and how each format writes it.</summary>
internal sealed record RandomEdit
{
    private const string Path = "dir/file.txt";

    private string[] _lines = [];
    private string[] _new = [];
    private int _from;
    private int _to;
    private int _start;
    private int _end;

    public required string Before { get; init; }

    public required string After { get; init; }

    private string[] Old => _lines[_start.._end];

    private string[] Result => [.. _lines[_start.._from], .. _new, .. _lines[_to.._end]];

    /// <summary>Whether what the edit quotes occurs elsewhere too.</summary>
    public bool IsRepeated
    {
        get
        {
            var text = string.Join('\n', _lines);
            var old = string.Join('\n', Old);
            return text.IndexOf(old, StringComparison.Ordinal) != text.LastIndexOf(old, StringComparison.Ordinal);
        }
    }

    public bool HasEqualLines => _lines.Concat(_new).Distinct().Count() < _lines.Length + _new.Length;

    /// <summary>Whether the lines that the edit inserts stand there already.</summary>
    public bool Doubles => _from == _to && _new.Length > 0 && (_lines.Skip(_from).Take(_new.Length).SequenceEqual(_new) || _lines.Take(_from).TakeLast(_new.Length).SequenceEqual(_new));

    /// <summary>Where no line of the content is a fence.</summary>
    public bool SuitsWholeFile => !Result.Concat(_lines).Any(line => line.StartsWith("```", StringComparison.Ordinal)) && string.Concat(AllNew).Trim().Length > 0;

    /// <summary>Blank lines alone are no place.</summary>
    public bool SuitsBlocks => Old.Any(line => !string.IsNullOrWhiteSpace(line));

    private string[] AllNew => [.. _lines[.._from], .. _new, .. _lines[_to..]];

    /// <returns>Null where the change would change nothing, or leave nothing to quote.</returns>
    public static RandomEdit? Of((string[] Lines, string[] Ends, bool HasMark) file, (double At, int Count, string[] New) change, int context)
    {
        var (lines, ends, mark) = file;
        var from = (int)(change.At * (lines.Length + 1));
        var to = Math.Min(lines.Length, from + change.Count);
        // A changed line is really another one: it neither repeats its neighbours nor the lines it replaces.
        var added = change.New.Select((line, i) => string.Create(CultureInfo.InvariantCulture, $"{line.TrimEnd()} new{i}")).ToArray();
        if (to - from == added.Length && to == from) return null;
        var crlf = ends.Count(end => end == "\r\n");
        var usual = crlf > ends.Count(end => end == "\n") ? "\r\n" : "\n";
        var after = new List<(string Text, string End)>();
        for (var i = 0; i < from; i++) after.Add((lines[i], ends[i]));
        after.AddRange(added.Select(line => (line, usual)));
        for (var i = to; i < lines.Length; i++) after.Add((lines[i], ends[i]));
        if (after.Count == 0) return null;
        // A file keeps its final newline, or its lack of one; every other line has an end.
        for (var i = 0; i < after.Count - 1; i++) if (after[i].End.Length == 0) after[i] = (after[i].Text, usual);
        if (to == lines.Length) after[^1] = (after[^1].Text, ends[^1]);
        var bom = mark ? "\ufeff" : "";
        return new RandomEdit
        {
            Before = bom + string.Concat(lines.Zip(ends, (line, end) => line + end)),
            After = bom + string.Concat(after.Select(line => line.Text + line.End)),
            _lines = lines, _new = added, _from = from, _to = to,
            _start = Math.Max(0, from - context), _end = Math.Min(lines.Length, to + context),
        };
    }

    public string Write(string format) => format switch
    {
        "patch" => $"*** Begin Patch\n*** Update File: {Path}\n@@\n{Hunk()}*** End Patch\n",
        "diff" => $"--- a/{Path}\n+++ b/{Path}\n@@ -{_start + 1},{Old.Length} +{_start + 1},{Result.Length} @@\n{Hunk()}",
        "diff without numbers" => $"```diff\n--- {Path}\n+++ {Path}\n@@ ... @@\n{Hunk()}```\n",
        "blocks" => $"{Path}\n````\n<<<<<<< SEARCH\n{Lines(Old)}=======\n{Lines(Result)}>>>>>>> REPLACE\n````\n",
        "string" => JsonSerializer.Serialize(new Dictionary<string, string> { ["path"] = Path, ["old_string"] = string.Join('\n', Old), ["new_string"] = string.Join('\n', Result) }),
        _ => $"{Path}\n````\n{Lines(AllNew)}````\n",
    };

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    private string Hunk() =>
        Lines(_lines[_start.._from].Select(line => " " + line)) + Lines(_lines[_from.._to].Select(line => "-" + line))
        + Lines(_new.Select(line => "+" + line)) + Lines(_lines[_to.._end].Select(line => " " + line));
}
