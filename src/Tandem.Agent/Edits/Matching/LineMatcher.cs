using Tandem.Agent.Edits.Text;

namespace Tandem.Agent.Edits.Matching;

/// <summary>Finds a run of quoted lines in a file: exactly, else with the first leniency at which it occurs at all.</summary>
internal static class LineMatcher
{
    /// <returns>Every place at the strictest leniency that has one, in file order; empty when none has.</returns>
    public static List<Place> Find(IReadOnlyList<string> quoted, TextDocument document, Leniency strictest = Leniency.Exact)
    {
        var places = new List<Place>();
        var onlyBlanks = quoted.All(string.IsNullOrWhiteSpace);
        for (var leniency = strictest; leniency <= Leniency.Indentation && places.Count == 0; leniency++)
        {
            // Blank lines say nothing about a place unless they match to the byte.
            if (onlyBlanks && leniency > Leniency.Exact) break;
            for (var start = 0; start + quoted.Count <= document.Lines.Count; start++)
            {
                if (TryMatch(quoted, document, start, leniency) is { } place) places.Add(place);
            }
        }
        return places;
    }

    private static Place? TryMatch(IReadOnlyList<string> quoted, TextDocument document, int start, Leniency leniency)
    {
        for (var i = 0; i < quoted.Count; i++)
        {
            if (!LineComparer.AreSame(quoted[i], document.Lines[start + i].Text, leniency)) return null;
        }
        if (leniency < Leniency.Indentation) return new Place(start, leniency, null);
        var map = IndentMap.TryFit(quoted, document.Lines, start, document.Indentation);
        return map is null ? null : new Place(start, leniency, map);
    }
}
