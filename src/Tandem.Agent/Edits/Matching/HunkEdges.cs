using System.Diagnostics.CodeAnalysis;

namespace Tandem.Agent.Edits.Matching;

/// <summary>Blank lines at a hunk's edges are often layout of the reply, not text of the file.</summary>
internal static class HunkEdges
{
    /// <returns>False where there is nothing to trim, or where nothing but blanks would be left.</returns>
    public static bool TryTrim(Hunk hunk, [NotNullWhen(true)] out Hunk? trimmed)
    {
        var lines = hunk.Lines.ToList();
        TrimHead(lines);
        lines.Reverse();
        TrimHead(lines);
        lines.Reverse();
        trimmed = hunk with { Lines = lines, FirstLine = null };
        return lines.Count < hunk.Lines.Count && trimmed.Quoted.Exists(line => !string.IsNullOrWhiteSpace(line));
    }

    /// <summary>A blank line that is quoted goes; one that only the new text has stays, because it is a change.</summary>
    private static void TrimHead(List<HunkLine> lines)
    {
        while (lines.Count > 0 && lines[0].Op != LineOp.Add && string.IsNullOrWhiteSpace(lines[0].Text))
        {
            lines.RemoveAt(0);
        }
    }
}
