namespace Tandem.Agent.Edits.Matching;

/// <summary>Whether a quoted line and a line of the file are the same, at a given leniency.</summary>
internal static class LineComparer
{
    public static bool AreSame(ReadOnlySpan<char> quoted, ReadOnlySpan<char> actual, Leniency leniency) => leniency switch
    {
        Leniency.Exact => quoted.SequenceEqual(actual),
        Leniency.TrailingBlanks => TrimEnd(quoted).SequenceEqual(TrimEnd(actual)),
        Leniency.Typography => FoldedEqual(TrimEnd(quoted), TrimEnd(actual)),
        _ => CoresEqual(quoted[IndentLength(quoted)..], actual[IndentLength(actual)..]),
    };

    /// <summary>Length of the blanks in front.</summary>
    public static int IndentLength(ReadOnlySpan<char> line)
    {
        var i = 0;
        while (i < line.Length && Typography.IsBlank(line[i])) i++;
        return i;
    }

    private static ReadOnlySpan<char> TrimEnd(ReadOnlySpan<char> line)
    {
        var end = line.Length;
        while (end > 0 && Typography.IsBlank(line[end - 1])) end--;
        return line[..end];
    }

    private static bool FoldedEqual(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.Length != right.Length) return false;
        for (var i = 0; i < left.Length; i++)
        {
            if (left[i] != right[i] && Typography.Fold(left[i]) != Typography.Fold(right[i])) return false;
        }
        return true;
    }

    /// <summary>Without indentation; inside the line a run of blanks may differ only where one side has a tab in it.</summary>
    private static bool CoresEqual(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = TrimEnd(left);
        right = TrimEnd(right);
        int i = 0, j = 0;
        while (i < left.Length && j < right.Length)
        {
            if (Typography.IsBlank(left[i]) && Typography.IsBlank(right[j]))
            {
                var a = left.Slice(i, IndentLength(left[i..]));
                var b = right.Slice(j, IndentLength(right[j..]));
                if (!FoldedEqual(a, b) && !a.Contains('\t') && !b.Contains('\t')) return false;
                i += a.Length;
                j += b.Length;
            }
            else if (left[i] == right[j] || Typography.Fold(left[i]) == Typography.Fold(right[j]))
            {
                i++;
                j++;
            }
            else
            {
                return false;
            }
        }
        return i == left.Length && j == right.Length;
    }
}
