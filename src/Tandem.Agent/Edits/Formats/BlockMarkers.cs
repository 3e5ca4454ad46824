using System.Text.RegularExpressions;

namespace Tandem.Agent.Edits.Formats;

/// <summary>The marker lines of SEARCH/REPLACE blocks: <c>&lt;&lt;&lt;&lt;&lt;&lt;&lt; SEARCH</c> (Aider, Roo), <c>------- SEARCH</c> (Cline).</summary>
internal static partial class BlockMarkers
{
    /// <summary>Cline's own heads allow nothing behind a marker, not even a blank.</summary>
    public static bool IsHead(string line, out bool isStrict)
    {
        isStrict = line.StartsWith('-');
        return isStrict ? StrictHead().IsMatch(line) : Head().IsMatch(line);
    }

    public static bool IsTail(string line, bool strict) => strict ? StrictTail().IsMatch(line) : Tail().IsMatch(line);

    /// <summary>A run of <c>=</c>. Five to nine is a divider; other lengths only where a block has no such line.</summary>
    public static bool IsDivider(string line, bool strict, bool anyLength = false)
    {
        var text = strict ? line : line.TrimEnd();
        return text.Length >= (anyLength ? 3 : 5) && (anyLength || text.Length <= 9) && text.AsSpan().IndexOfAnyExcept('=') < 0;
    }

    /// <summary>A marker out of its place, or one that is almost right: proof that a block is broken.</summary>
    public static bool IsStray(string line) => StrayMarker().IsMatch(line);

    /// <summary>Roo lets a backslash say that a line is text and no marker.</summary>
    public static string Unescape(string line) =>
        line.StartsWith('\\') && EscapedMarker().IsMatch(line) ? line[1..] : line;

    [GeneratedRegex(@"^<{3,9} SEARCH>?\s*$")]
    private static partial Regex Head();

    [GeneratedRegex("^-{3,} SEARCH>?$")]
    private static partial Regex StrictHead();

    [GeneratedRegex(@"^(>{3,9}|\+{3,9}) REPLACE>?\s*$")]
    private static partial Regex Tail();

    [GeneratedRegex(@"^(>{3,}|\+{3,}) REPLACE>?$")]
    private static partial Regex StrictTail();

    [GeneratedRegex(@"^([<\-]{2,}\s*SEARCH|[>+]{2,}\s*REPLACE)>?\s*$")]
    private static partial Regex StrayMarker();

    [GeneratedRegex(@"^\\(<{5,9}( .*)?|={5,9}|>{5,9}( .*)?|-{5,9}( SEARCH)?|\+{5,9} REPLACE|:(start|end)_line:.*)\s*$")]
    private static partial Regex EscapedMarker();
}
