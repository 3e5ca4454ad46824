using System.Globalization;
using System.Text;
using Tandem.Agent.Edits.Matching;
using Tandem.Agent.Edits.Text;
using Tandem.Agent.Edits.Workspace;

namespace Tandem.Agent.Tools;

/// <summary>Writes changes as a unified diff, for people to read.</summary>
internal static class DiffText
{
    private const int Context = 3;

    public static string Of(IReadOnlyList<FileWrite> writes)
    {
        var text = new StringBuilder();
        foreach (var write in writes) Append(text, write);
        return text.ToString();
    }

    private static void Append(StringBuilder text, FileWrite write)
    {
        var (before, after) = (Lines(write.OnDisk), Lines(write.Bytes));
        text.Append("--- ").Append(write.OnDisk is null ? "/dev/null" : "a/" + write.Place.Relative).Append('\n');
        text.Append("+++ ").Append(write.Bytes is null ? "/dev/null" : "b/" + write.Place.Relative).Append('\n');
        var lines = Script(before, after);
        for (var at = 0; at < lines.Count;)
        {
            var first = lines.FindIndex(at, line => line.Sign != ' ');
            if (first < 0) return;
            var last = first;
            for (var i = first; i < lines.Count && i <= last + (2 * Context); i++)
                if (lines[i].Sign != ' ') last = i;
            var (start, end) = (Math.Max(at, first - Context), Math.Min(lines.Count, last + Context + 1));
            Hunk(text, lines, start, end);
            at = end;
        }
    }

    private static void Hunk(StringBuilder text, List<(char Sign, TextLine Line, int Old, int New)> lines, int start, int end)
    {
        var hunk = lines[start..end];
        var (olds, news) = (hunk.Count(line => line.Sign != '+'), hunk.Count(line => line.Sign != '-'));
        text.Append(CultureInfo.InvariantCulture, $"@@ -{(olds == 0 ? hunk[0].Old : hunk[0].Old + 1)},{olds} +{(news == 0 ? hunk[0].New : hunk[0].New + 1)},{news} @@\n");
        foreach (var (sign, line, _, _) in hunk)
        {
            text.Append(sign).Append(line.Text).Append('\n');
            if (line.End.Length == 0) text.Append("\\ No newline at end of file\n");
        }
    }

    /// <summary>Every line with its sign, and how many old and new lines stand before it.</summary>
    private static List<(char Sign, TextLine Line, int Old, int New)> Script(IReadOnlyList<TextLine> before, IReadOnlyList<TextLine> after)
    {
        var pairs = LineDiff.Pair(before.Count, after.Count, (i, j) => before[i].Text == after[j].Text && before[i].End == after[j].End);
        var script = new List<(char, TextLine, int, int)>(after.Count);
        var old = 0;
        for (var at = 0; at < after.Count; at++)
        {
            if (pairs[at] < 0)
            {
                // What goes stands above what comes in its place.
                for (var until = NextPair(pairs, at) ?? before.Count; old < until; old++) script.Add(('-', before[old], old, at));
                script.Add(('+', after[at], old, at));
                continue;
            }

            for (; old < pairs[at]; old++) script.Add(('-', before[old], old, at));
            script.Add((' ', after[at], old++, at));
        }

        for (; old < before.Count; old++) script.Add(('-', before[old], old, after.Count));
        return script;
    }

    private static int? NextPair(int[] pairs, int from)
    {
        for (var at = from; at < pairs.Length; at++)
            if (pairs[at] >= 0) return pairs[at];
        return null;
    }

    private static IReadOnlyList<TextLine> Lines(byte[]? bytes) => bytes is null ? [] : TextDocument.Read(bytes).Lines;
}
