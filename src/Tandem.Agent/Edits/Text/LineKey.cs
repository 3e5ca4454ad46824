using Tandem.Agent.Edits.Matching;

namespace Tandem.Agent.Edits.Text;

/// <summary>A number that two lines share whenever they may be taken for the same, however lenient the comparison: blanks do not count,
/// and typographic characters count as their ASCII kin. Zero for a blank line.</summary>
internal static class LineKey
{
    public static int Of(ReadOnlySpan<char> line)
    {
        var hash = 0u;
        foreach (var c in line)
        {
            var folded = Typography.Fold(c);
            if (folded is ' ' or '\t') continue;
            hash = (hash ^ folded) * 16_777_619; // FNV-1a; a collision costs one comparison more.
        }
        return (int)hash;
    }
}
