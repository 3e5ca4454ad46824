using Tandem.Agent.Edits.Text;

namespace Tandem.Agent.Edits.Matching;

/// <summary>Decides which place of a file a hunk means, or refuses.</summary>
internal static class PlaceFinder
{
    /// <summary>Every place that the hunk may mean; more than one is for the caller to refuse.</summary>
    public static List<Place> Find(Hunk hunk, TextDocument document)
    {
        var places = LineMatcher.Find(hunk.Quoted, document);
        if (places.Count > 1) places = PreferLinesOnDisk(places, hunk.Quoted.Count, document);
        return Settle(places, hunk, document);
    }

    /// <summary>The model saw the file on disk, not what an earlier part of its reply put in.</summary>
    private static List<Place> PreferLinesOnDisk(List<Place> places, int count, TextDocument document)
    {
        var onDisk = places.FindAll(place =>
        {
            for (var i = 0; i < count; i++)
            {
                if (document.Lines[place.Start + i].Origin == 0) return false;
            }
            return true;
        });
        return onDisk.Count > 0 ? onDisk : places;
    }

    private static List<Place> Settle(List<Place> places, Hunk hunk, TextDocument document)
    {
        if (hunk.Headers.Count > 0) places = SettleByHeaders(places, hunk, document);
        if (places.Count > 1 && hunk.AtEndOfFile)
        {
            var atEnd = places.FindAll(place => place.Start + hunk.Quoted.Count == document.Lines.Count);
            if (atEnd.Count > 0) places = atEnd;
        }
        if (places.Count > 1 && hunk.FirstLine is { } number)
        {
            // A near number would be a guess: only the line itself counts.
            var atNumber = places.FindAll(place => document.Lines[place.Start].Origin == number);
            if (atNumber.Count > 0) places = atNumber;
        }
        return places;
    }

    /// <summary>The first place below the header, where the header names one. A header that the file lacks says nothing.</summary>
    private static List<Place> SettleByHeaders(List<Place> places, Hunk hunk, TextDocument document)
    {
        List<int> above = [-1];
        foreach (var header in hunk.Headers)
        {
            var below = above.SelectMany(start => HeaderLines(header, document, start)).Distinct().ToList();
            if (below.Count == 0) return places;
            above = below;
        }
        if (places.Count < 2) return places;
        var settled = new List<Place>();
        foreach (var line in above)
        {
            var first = places.FindIndex(place => place.Start > line);
            if (first >= 0 && !settled.Contains(places[first])) settled.Add(places[first]);
        }
        return settled.Count > 0 ? settled : places;
    }

    private static List<int> HeaderLines(string header, TextDocument document, int after)
    {
        var wanted = Typography.Fold(header.Trim());
        List<int> whole = [], started = [];
        for (var i = after + 1; i < document.Lines.Count; i++)
        {
            var line = Typography.Fold(document.Lines[i].Text.Trim());
            if (line == wanted) whole.Add(i);
            // git cuts the line it shows at 80 bytes, and models leave the opening brace off.
            else if (wanted.Length > 3 && line.StartsWith(wanted, StringComparison.Ordinal)) started.Add(i);
        }
        return whole.Count > 0 ? whole : started;
    }
}
