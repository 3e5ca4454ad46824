using Tandem.Agent.Edits.Text;

namespace Tandem.Agent.Edits.Matching;

/// <summary>The place of a file that resembles quoted lines most, for messages.</summary>
internal static class NearestPlace
{
    // A message is read by a model: a handful of lines shows the place, more hides it.
    private const int MaxLines = 12;
    private const int MaxWidth = 160;

    /// <summary>0-based start of the window that shares most lines with the quoted ones; null where the file shares none and no line is alike.</summary>
    public static int? Find(IReadOnlyList<string> quoted, TextDocument document)
    {
        var wanted = quoted.Select(Key).ToList();
        var positions = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < wanted.Count; i++)
        {
            if (wanted[i].Length == 0) continue;
            if (!positions.TryGetValue(wanted[i], out var list)) positions[wanted[i]] = list = [];
            if (list.Count < 8) list.Add(i);
        }
        var votes = new Dictionary<int, double>();
        for (var line = 0; line < document.Lines.Count; line++)
        {
            var key = Key(document.Lines[line].Text);
            if (!positions.TryGetValue(key, out var list)) continue;
            // A line with words in it tells more about the place than a brace.
            foreach (var at in list) votes[line - at] = votes.GetValueOrDefault(line - at) + (key.Length > 3 ? 1 : 0.1);
        }
        if (votes.Count > 0) return Math.Clamp(votes.MaxBy(vote => (vote.Value, -vote.Key)).Key, 0, document.Lines.Count - 1);
        return MostAlike(wanted, document);
    }

    public static string Show(TextDocument document, int start, int count)
    {
        var last = Math.Min(document.Lines.Count, start + Math.Min(count, MaxLines));
        return string.Join('\n', Enumerable.Range(start, Math.Max(last - start, 0)).Select(i => $"{i + 1}| {Cut(document.Lines[i].Text)}"));
    }

    public static string Cut(string text) => text.Length <= MaxWidth ? text : text[..MaxWidth] + "…";

    private static string Key(string line) => Typography.Fold(line.Trim());

    private static int? MostAlike(List<string> wanted, TextDocument document)
    {
        var longest = wanted.Select((text, index) => (text, index)).MaxBy(pair => pair.text.Length);
        if (longest.text is null or "") return null;
        var grams = Grams(longest.text);
        var best = (Score: 0.5, Line: -1);
        for (var i = 0; i < document.Lines.Count; i++)
        {
            var text = document.Lines[i].Text;
            if (text.Length > 4 * longest.text.Length + 16) continue;
            var other = Grams(Key(text));
            if (other.Count == 0) continue;
            var score = 2.0 * other.Count(grams.Contains) / (other.Count + grams.Count);
            if (score > best.Score) best = (score, i);
        }
        return best.Line < 0 ? null : Math.Max(best.Line - longest.index, 0);
    }

    private static HashSet<int> Grams(string text)
    {
        var grams = new HashSet<int>();
        for (var i = 0; i + 1 < text.Length; i++) grams.Add((text[i] << 16) | text[i + 1]);
        return grams;
    }
}
