using System.Text;
using Tandem.Agent.Edits.Text;

namespace Tandem.Agent.Edits.Matching;

/// <summary>Replaces a stretch of text that may begin and end inside a line.</summary>
internal sealed class TextReplacer(ReplaceText edit, TextDocument document)
{
    private string Label => edit.Number > 0 ? $"Edit {edit.Number}" : "The edit";

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
        if (TryReplace(Leniency.Exact)) return;
        var lines = AsLines();
        var places = LineMatcher.Find(lines.Quoted, document, Leniency.TrailingBlanks);
        if (places.Count == 0 || places[0].Leniency == Leniency.Indentation)
        {
            if (!string.IsNullOrWhiteSpace(edit.Old) && TryReplace(Leniency.Typography)) return;
        }
        var applier = new HunkApplier(edit.Path, document);
        if (edit.ReplaceAll && places.Count > 1)
        {
            foreach (var place in Apart(places, lines.Quoted.Count)) applier.ApplyAt(lines, place);
            return;
        }
        applier.ApplyAll([new HunkChoice([lines])]);
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

    private bool TryReplace(Leniency leniency)
    {
        var found = new TextFinder(edit.Old, document, leniency).Find();
        if (found.Count == 0) return false;
        if (found.Count > 1 && !edit.ReplaceAll)
            throw Refusals.Ambiguous(edit.Path, document, AsLines(), [.. found.Select(span => new Place(span.FirstLine, leniency, null))]);
        if (!edit.ReplaceAll) ThrowIfAlreadyApplied(found[0]);
        var apart = new List<TextSpan>();
        foreach (var span in found)
        {
            if (apart.Count == 0 || apart[^1].EndsAtOrBefore(span)) apart.Add(span);
        }
        for (var last = apart.Count - 1; last >= 0;)
        {
            // Places that share a line are replaced together.
            var first = last;
            while (first > 0 && apart[first - 1].LastLine == apart[first].FirstLine) first--;
            ReplaceSpans(apart.GetRange(first, last - first + 1), leniency);
            last = first - 1;
        }
        return true;
    }

    private void ReplaceSpans(List<TextSpan> spans, Leniency leniency)
    {
        var (first, last) = (spans[0].FirstLine, spans[^1].LastLine);
        var text = new StringBuilder();
        var (line, column) = (first, 0);
        foreach (var span in spans)
        {
            text.Append(Between(line, column, span.FirstLine, span.FirstColumn)).Append(edit.New);
            (line, column) = (span.LastLine, span.LastColumn);
        }
        text.Append(LineText(last).AsSpan(column));
        ReplaceLines(first, last, text.ToString(), leniency);
    }

    /// <summary>What stands between two places on one line; places apart by more are replaced by themselves.</summary>
    private ReadOnlySpan<char> Between(int line, int column, int nextLine, int nextColumn) =>
        line == nextLine ? LineText(line).AsSpan(column, nextColumn - column) : throw new InvalidOperationException("The places share no line.");

    private string LineText(int line) => line == document.Lines.Count ? "" : document.Lines[line].Text;

    private void ReplaceLines(int first, int last, string text, Leniency leniency)
    {
        var added = text.Split('\n').ToList();
        // The empty line behind a final newline is not a line of the document.
        var pastEnd = last == document.Lines.Count;
        if (pastEnd && added[^1].Length == 0) added.RemoveAt(added.Count - 1);
        var removed = document.Lines.Skip(first).Take(last - first + 1).ToList();
        var pairs = LineDiff.Pair(removed.Count, added.Count, (old, @new) => LineComparer.AreSame(added[@new], removed[old].Text, leniency));
        var lines = added.Select((line, i) => pairs[i] >= 0 ? removed[pairs[i]] : new TextLine(line, document.LineEnd, 0)).ToList();
        Elision.ThrowIfAdded(edit.Path, lines, removed, Label);
        if (lines.Count > 0 && pastEnd && !text.EndsWith('\n')) lines[^1] = lines[^1] with { End = "" };
        document.Splice(first, removed.Count, lines, keepFinalEnd: !pastEnd);
    }

    /// <summary>Whole lines put in beside the quoted ones, which stand there already.</summary>
    private void ThrowIfAlreadyApplied(TextSpan span)
    {
        var wholeLines = span.FirstColumn == 0 && (span.LastColumn == 0 || span.LastColumn == LineText(span.LastLine).Length);
        if (!wholeLines) return;
        var hunk = AsLines();
        if (Refusals.IsAlreadyApplied(document, hunk, new Place(span.FirstLine, Leniency.Exact, null)))
            throw Refusals.AlreadyApplied(edit.Path, hunk, span.FirstLine + 1);
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
