using Tandem.Agent.Edits.Text;

namespace Tandem.Agent.Edits.Matching;

/// <summary>Applies one file's hunks to its document, or refuses with what a model needs to repair them.</summary>
internal sealed class HunkApplier(string path, TextDocument document)
{
    public void ApplyAll(IReadOnlyList<HunkChoice> choices)
    {
        var done = new bool[choices.Count];
        for (var i = 0; i < choices.Count; i++)
        {
            if (done[i]) continue;
            var (hunk, places) = Choose(choices[i]);
            if (hunk.Quoted.Count == 0)
            {
                Append(hunk);
                continue;
            }
            if (places.Count == 0) throw Refusals.NotFound(path, document, hunk);
            var repeats = places.Count == 1 ? [i] : Repeats(choices, i, hunk);
            // As many equal edits as places: whichever belongs to which, the outcome is the same.
            if (repeats.Count != places.Count || Overlap(places, hunk)) throw Refusals.Ambiguous(path, document, hunk, places);
            foreach (var place in places.OrderByDescending(place => place.Start)) ApplyAt(hunk, place);
            foreach (var repeat in repeats) done[repeat] = true;
        }
    }

    private static List<int> Repeats(IReadOnlyList<HunkChoice> choices, int from, Hunk hunk) =>
        [.. Enumerable.Range(from, choices.Count - from).Where(i => choices[i].First.IsSameEdit(hunk))];

    private static bool Overlap(List<Place> places, Hunk hunk) =>
        places.Zip(places.Skip(1)).Any(pair => pair.First.Start + hunk.Quoted.Count > pair.Second.Start);

    private (Hunk Hunk, List<Place> Places) Choose(HunkChoice choice)
    {
        foreach (var reading in choice.Readings)
        {
            if (Locate(reading) is { Count: > 0 } places) return (reading, places);
        }
        return (choice.First, []);
    }

    private List<Place> Locate(Hunk hunk)
    {
        if (hunk.Quoted.Count == 0) return [];
        var places = PlaceFinder.Find(hunk, document);
        return places.Count > 0 || !HunkEdges.TryTrim(hunk, out var trimmed) ? places : [.. PlaceFinder.Find(trimmed, document)
            .Select(place => place with { Trimmed = trimmed })];
    }

    private void Append(Hunk hunk)
    {
        if (!document.IsEmpty && (!hunk.MayAppend || hunk.Headers.Count > 0))
        {
            throw new EditRefusedException(
                EditErrorKind.EmptySearch, $"{hunk.Label} adds lines but quotes none of the file, so its place is not known.",
                path, "Quote at least one line of the file next to the new lines.");
        }
        List<TextLine> lines = [.. hunk.Result.Select(text => new TextLine(text, document.LineEnd, 0))];
        Elision.ThrowIfAdded(path, lines, [], hunk.Label);
        document.Splice(document.Lines.Count, 0, lines);
    }

    public void ApplyAt(Hunk hunk, Place place)
    {
        hunk = place.Trimmed ?? hunk;
        if (Refusals.IsAlreadyApplied(document, hunk, place)) throw Refusals.AlreadyApplied(path, hunk, document.Lines[place.Start].Origin);
        var replacement = new Replacement(document, hunk, place).Build();
        Elision.ThrowIfAdded(path, replacement, [.. document.Lines.Skip(place.Start).Take(hunk.Quoted.Count)], hunk.Label);
        var reachesEnd = place.Start + hunk.Quoted.Count == document.Lines.Count;
        document.Splice(place.Start, hunk.Quoted.Count, replacement);
        if (reachesEnd && hunk.FinalNewline is { } present) document.SetFinalNewline(present);
    }
}
