using Tandem.Agent.Edits.Matching;

namespace Tandem.Agent.Edits;

/// <summary>Makes a hunk of an old and a new text: the lines that both have are kept, so that the file's own bytes stay.</summary>
internal static class HunkBuilder
{
    public static Hunk FromBlock(IReadOnlyList<string> quoted, IReadOnlyList<string> result, string label, int? firstLine = null)
    {
        var pairs = LineDiff.Pair(quoted.Count, result.Count, (old, @new) => quoted[old] == result[@new]);
        var lines = new List<HunkLine>(quoted.Count + result.Count);
        var at = 0;
        for (var i = 0; i < result.Count; i++)
        {
            if (pairs[i] < 0)
            {
                lines.Add(new HunkLine(LineOp.Add, result[i]));
                continue;
            }
            while (at < pairs[i]) lines.Add(new HunkLine(LineOp.Remove, quoted[at++]));
            lines.Add(new HunkLine(LineOp.Keep, quoted[at++]));
        }
        while (at < quoted.Count) lines.Add(new HunkLine(LineOp.Remove, quoted[at++]));
        return new Hunk { Lines = Ordered(lines), Label = label, FirstLine = firstLine };
    }

    /// <summary>Removals before additions within a change, as in a diff, so that each change is one run.</summary>
    private static List<HunkLine> Ordered(List<HunkLine> lines)
    {
        var ordered = new List<HunkLine>(lines.Count);
        var added = new List<HunkLine>();
        foreach (var line in lines)
        {
            if (line.Op == LineOp.Add)
            {
                added.Add(line);
                continue;
            }
            if (line.Op == LineOp.Keep) Flush();
            ordered.Add(line);
        }
        Flush();
        return ordered;

        void Flush()
        {
            ordered.AddRange(added);
            added.Clear();
        }
    }
}
