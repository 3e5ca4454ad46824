namespace Tandem.Agent.Edits.Matching;

/// <summary>How much a quoted line may differ from the file's line, strictest first. Each step includes the ones before it.</summary>
internal enum Leniency
{
    Exact,

    /// <summary>Blanks at the line's end do not count.</summary>
    TrailingBlanks,

    /// <summary>Typographic quotes, dashes and spaces count as their ASCII kin.</summary>
    Typography,

    /// <summary>All lines may be shifted by the same indentation, and tabs may stand for spaces.</summary>
    Indentation,
}
