using Tandem.Agent.Edits.Text;

namespace Tandem.Agent.Edits.Matching;

/// <summary>Finds a run of quoted lines in a file: exactly, else with the first leniency at which it occurs at all.</summary>
internal static class LineMatcher
{
    /// <returns>Every place at the strictest leniency that has one, in file order; empty when none has.</returns>
    public static List<Place> Find(IReadOnlyList<string> quoted, TextDocument document, Leniency strictest = Leniency.Exact)
    {
        var places = new List<Place>();
        var candidates = Candidates([.. quoted.Select(line => LineKey.Of(line))], document);
        var onlyBlanks = quoted.All(string.IsNullOrWhiteSpace);
        for (var leniency = strictest; leniency <= Leniency.Indentation && places.Count == 0; leniency++)
        {
            // Blank lines say nothing about a place unless they match to the byte.
            if (onlyBlanks && leniency > Leniency.Exact) break;
            foreach (var start in candidates)
            {
                if (TryMatch(quoted, document, start, leniency) is { } place) places.Add(place);
            }
        }
        return places;
    }

    /// <summary>Where the keys agree: found by the first line that is not blank, so that a large file costs one fast pass.</summary>
    internal static List<int> Candidates(int[] keys, TextDocument document)
    {
        var candidates = new List<int>();
        if (keys.Length == 0) return candidates;
        var anchor = Math.Max(Array.FindIndex(keys, key => key != 0), 0);
        var all = document.Keys;
        for (var at = anchor; at < all.Length; at++)
        {
            var next = all[at..].IndexOf(keys[anchor]);
            if (next < 0) break;
            at += next;
            var start = at - anchor;
            if (start + keys.Length <= all.Length && all.Slice(start, keys.Length).SequenceEqual(keys)) candidates.Add(start);
        }
        return candidates;
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
