using System.Text;
using Tandem.Agent.Edits.Text;

namespace Tandem.Agent.Edits.Matching;

/// <summary>Replaces a stretch of text that may begin and end inside a line.</summary>
internal sealed class TextReplacer(ReplaceText edit, TextDocument document)
{
    public void Apply()
    {
        if (edit.Old.Length == 0)
        {
            throw new EditRefusedException(
                EditErrorKind.EmptySearch, $"{Label} has no old text, and the file is not empty.", edit.Path,
                "Quote the text to replace, or lines next to the place where new text belongs.");
        }
        if (edit.Old == edit.New)
            throw new EditRefusedException(EditErrorKind.NoChange, $"{Label}: old and new text are the same.", edit.Path, "Leave the edit out, or give the new text.");
        var text = JoinedText();
        if (TryReplace(text, text, edit.Old, Leniency.Exact)) return;
        var lines = AsLines();
        var places = LineMatcher.Find(lines.Quoted, document, Leniency.TrailingBlanks);
        if (places.Count == 0 || places[0].Leniency == Leniency.Indentation)
        {
            if (!string.IsNullOrWhiteSpace(edit.Old) && TryReplace(text, Typography.Fold(text), Typography.Fold(edit.Old), Leniency.Typography)) return;
        }
        if (edit.ReplaceAll && places.Count > 1)
        {
            foreach (var place in Apart(places, lines.Quoted.Count)) new HunkApplier(edit.Path, document).ApplyAt(lines, place);
            return;
        }
        new HunkApplier(edit.Path, document).ApplyAll([new HunkChoice([lines])]);
    }

    /// <summary>Without the places that begin inside an earlier one; last first, so that positions stay true.</summary>
    private static List<Place> Apart(List<Place> places, int length)
    {
        var apart = new List<Place>();
        foreach (var place in places)
        {
            if (apart.Count == 0 || place.Start >= apart[^1].Start + length) apart.Add(place);
        }
        apart.Reverse();
        return apart;
    }

    private string Label => edit.Number > 0 ? $"Edit {edit.Number}" : "The edit";

    /// <summary>The document with <c>\n</c> for every line end. A final newline opens one more, empty line.</summary>
    private string JoinedText() => string.Join('\n', document.Lines.Select(line => line.Text)) + (document.EndsWithNewline ? "\n" : "");

    private bool TryReplace(string text, string haystack, string needle, Leniency leniency)
    {
        var found = new List<int>();
        for (var at = haystack.IndexOf(needle, StringComparison.Ordinal); at >= 0;)
        {
            found.Add(at);
            at = haystack.IndexOf(needle, at + (edit.ReplaceAll ? needle.Length : 1), StringComparison.Ordinal);
        }
        if (found.Count == 0) return false;
        var spans = new LineSpans(document.Lines);
        if (found.Count > 1 && !edit.ReplaceAll)
        {
            throw Refusals.Ambiguous(edit.Path, document, AsLines(), [.. found.Select(at => new Place(spans.LineAt(at), leniency, null))]);
        }
        for (var i = found.Count - 1; i >= 0;)
        {
            // Matches that share a line are replaced together.
            var from = i;
            while (from > 0 && spans.LineAt(found[from - 1] + needle.Length) >= spans.LineAt(found[from])) from--;
            ReplaceAt(text, found.GetRange(from, i - from + 1), needle.Length, spans, leniency);
            i = from - 1;
        }
        return true;
    }

    private void ReplaceAt(string text, List<int> places, int length, LineSpans spans, Leniency leniency)
    {
        var (first, last) = (spans.LineAt(places[0]), spans.LineAt(places[^1] + length));
        var segment = new StringBuilder();
        var at = spans.StartOf(first);
        foreach (var place in places)
        {
            segment.Append(text, at, place - at).Append(edit.New);
            at = place + length;
        }
        segment.Append(text, at, spans.EndOf(last) - at);
        ReplaceLines(first, last, segment.ToString(), leniency);
    }

    private void ReplaceLines(int first, int last, string segment, Leniency leniency)
    {
        var added = segment.Split('\n').ToList();
        // The empty line behind a final newline is not a line of the document.
        var pastEnd = last == document.Lines.Count;
        if (pastEnd && added[^1].Length == 0) added.RemoveAt(added.Count - 1);
        var removed = document.Lines.Skip(first).Take(last - first + 1).ToList();
        ThrowIfAlreadyApplied(first, removed, added);
        var pairs = LineDiff.Pair(removed.Count, added.Count, (old, @new) => LineComparer.AreSame(added[@new], removed[old].Text, leniency));
        var lines = added.Select((line, i) => pairs[i] >= 0 ? removed[pairs[i]] : new TextLine(line, document.LineEnd, 0)).ToList();
        Elision.ThrowIfAdded(edit.Path, [.. lines.Where(line => line.Origin == 0).Select(line => line.Text)], [.. removed.Select(line => line.Text)], Label);
        if (lines.Count > 0 && pastEnd && !segment.EndsWith('\n')) lines[^1] = lines[^1] with { End = "" };
        document.Splice(first, removed.Count, lines, keepFinalEnd: !pastEnd);
    }

    /// <summary>Whole lines put in beside the quoted ones, which stand there already.</summary>
    private void ThrowIfAlreadyApplied(int first, List<TextLine> removed, List<string> added)
    {
        if (edit.ReplaceAll || !edit.New.Contains('\n', StringComparison.Ordinal)) return;
        var hunk = HunkBuilder.FromBlock([.. removed.Select(line => line.Text)], added, Label);
        if (Refusals.IsAlreadyApplied(document, hunk, new Place(first, Leniency.Exact, null)))
            throw Refusals.AlreadyApplied(edit.Path, hunk, first + 1);
    }

    private Hunk AsLines()
    {
        var quoted = edit.Old.Split('\n').ToList();
        var result = edit.New.Split('\n').ToList();
        if (quoted[^1].Length == 0 && quoted.Count > 1)
        {
            quoted.RemoveAt(quoted.Count - 1);
            if (result[^1].Length == 0) result.RemoveAt(result.Count - 1);
        }
        else if (edit.New.Length == 0)
        {
            result.Clear();
        }
        return HunkBuilder.FromBlock(quoted, result, Label);
    }
}
