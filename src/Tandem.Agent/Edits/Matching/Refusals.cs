using System.Text.RegularExpressions;
using Tandem.Agent.Edits.Text;

namespace Tandem.Agent.Edits.Matching;

/// <summary>Words a refusal so that the model can repair its edit: which hunk, what differs, what the file has.</summary>
internal static partial class Refusals
{
    public static EditRefusedException NotFound(string path, TextDocument document, Hunk hunk)
    {
        var quoted = hunk.Quoted;
        if (quoted.Find(Elision.IsPlaceholder) is { } placeholder)
        {
            return new EditRefusedException(
                EditErrorKind.Elided, $"{hunk.Label} quotes `{placeholder.Trim()}`, which stands for code that was left out and is not in the file.",
                path, "Quote a run of whole lines without gaps; make two edits where two places change.");
        }
        if (HasResult(document, hunk)) return AlreadyApplied(path, hunk, null);
        var nearest = NearestPlace.Find(quoted, document);
        return new EditRefusedException(
            EditErrorKind.NotFound, $"{hunk.Label}: {Count(quoted.Count)} not in the file. {Difference(document, quoted, nearest)}".TrimEnd(),
            path, Cure(document, quoted, nearest));
    }

    public static EditRefusedException Ambiguous(string path, TextDocument document, Hunk hunk, List<Place> places)
    {
        var numbers = string.Join(", ", places.Take(10).Select(place => place.Start + 1)) + (places.Count > 10 ? ", …" : "");
        var first = NearestPlace.Show(document, Math.Max(places[0].Start - 2, 0), hunk.Quoted.Count + 4);
        return new EditRefusedException(
            EditErrorKind.Ambiguous, $"{hunk.Label}: what it quotes is in the file {places.Count} times, at lines {numbers}.", path,
            $"Quote more lines around the place that you mean. Around the first one the file has:\n{first}");
    }

    public static EditRefusedException AlreadyApplied(string path, Hunk hunk, int? line) => new(
        EditErrorKind.AlreadyApplied, $"{hunk.Label} is already in the file{(line > 0 ? $", at line {line}" : "")}.", path,
        "Nothing is left to do for this edit; leave it out.");

    /// <summary>Whether lines that an edit inserts stand at its place already: it was applied before, and once more would double them.</summary>
    public static bool IsAlreadyApplied(TextDocument document, Hunk hunk, Place place)
    {
        var result = hunk.Result;
        var added = hunk.Lines.Where(line => line.Op == LineOp.Add).Select(line => line.Text).ToList();
        if (hunk.Lines.Any(line => line.Op == LineOp.Remove) || added.Count == 0 || !added.Exists(IsTelling)) return false;
        // A hunk that inserts above its quoted lines finds them further down, below what it inserted.
        var above = hunk.Lines.TakeWhile(line => line.Op == LineOp.Add).Count();
        var start = place.Start - above;
        if (start < 0 || start + result.Count > document.Lines.Count) return false;
        for (var i = 0; i < result.Count; i++)
        {
            var actual = document.Lines[start + i];
            if (!LineComparer.AreSame(result[i].Trim(), actual.Text.AsSpan().Trim(), Leniency.Typography)) return false;
        }
        return true;
    }

    private static bool HasResult(TextDocument document, Hunk hunk)
    {
        var result = hunk.Result;
        return hunk.Lines.Any(line => line.Op == LineOp.Add && IsTelling(line.Text)) && LineMatcher.Find(result, document).Count > 0;
    }

    /// <summary>A brace more may be just what is wanted; a line with words is not written twice.</summary>
    private static bool IsTelling(string line) => line.Count(char.IsLetterOrDigit) > 5;

    private static string Difference(TextDocument document, List<string> quoted, int? nearest)
    {
        if (document.IsEmpty) return "The file is empty.";
        if (nearest is not { } start) return "Nothing in the file resembles them.";
        for (var i = 0; i < quoted.Count; i++)
        {
            if (start + i >= document.Lines.Count) return $"Near line {start + 1} it would match, but the file ends at line {document.Lines.Count}.";
            var actual = document.Lines[start + i].Text;
            if (LineComparer.AreSame(quoted[i], actual, Leniency.Indentation)) continue;
            return $"Nearest is line {start + 1}; the first difference is at line {start + i + 1}: "
                + $"the edit has `{NearestPlace.Cut(quoted[i])}`, the file has `{NearestPlace.Cut(actual)}`.";
        }
        return $"Line {start + 1} and the following differ in indentation only, but not by the same amount on every line.";
    }

    private static string Cure(TextDocument document, List<string> quoted, int? nearest)
    {
        var text = string.Join('\n', quoted);
        if (quoted.TrueForAll(line => line.Length == 0 || NumberedLine().IsMatch(line)))
            return "Leave the line numbers in front of the quoted lines out; they are not part of the file.";
        if (text.Contains("&lt;") || text.Contains("&gt;") || text.Contains("&amp;") || text.Contains("&quot;"))
            return "Write <, >, & and quotes as they are; the text looks as if it were escaped for HTML.";
        if (quoted.Count == 1 && text.Contains("\\n"))
            return "The text holds a backslash and an n where line breaks seem to be meant; escape them once only.";
        return nearest is { } start
            ? $"Copy the lines from the file as they are. It has there:\n{NearestPlace.Show(document, start, quoted.Count + 2)}"
            : "Read the file again and quote lines that it has.";
    }

    private static string Count(int lines) => lines == 1 ? "the line it quotes is" : $"the {lines} lines it quotes are";

    [GeneratedRegex(@"^\s*\d+\s*[|:\t]")]
    private static partial Regex NumberedLine();
}
