using System.Text;

namespace Tandem.Cli.Terminal;

/// <summary>Columns that a text takes: two for East Asian wide characters and emoji, none for combining marks (Unicode UAX #11).</summary>
internal static class CellWidth
{
    public static int Of(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
            width += Rune.GetUnicodeCategory(rune) switch
            {
                System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.EnclosingMark
                    or System.Globalization.UnicodeCategory.Format => 0,
                _ when rune.Value is >= 0x1160 and <= 0x11FF => 0, // Hangul vowels and finals join the consonant before them.
                _ => IsWide(rune.Value) ? 2 : 1,
            };
        return width;
    }

    private static bool IsWide(int code) => code is >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0xA4CF or >= 0xA960 and <= 0xA97C or >= 0xAC00 and <= 0xD7A3
        or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6
        or 0x1F004 or 0x1F0CF or 0x1F18E or >= 0x1F191 and <= 0x1F19A or >= 0x1F200 and <= 0x1F265
        or >= 0x1F300 and <= 0x1F320 or >= 0x1F32D and <= 0x1F335 or >= 0x1F337 and <= 0x1F37C or >= 0x1F37E and <= 0x1FAFF
        or >= 0x20000 and <= 0x3FFFD
        || code is >= 0x231A and <= 0x2B55 && Symbols.Contains(code);

    /// <summary>The few wide ones among the narrow symbols U+231A…U+2B55: those that are emoji by default (East_Asian_Width W).</summary>
    private static readonly System.Collections.Frozen.FrozenSet<int> Symbols = System.Collections.Frozen.FrozenSet.ToFrozenSet<int>(
    [
        0x231A, 0x231B, 0x23E9, 0x23EA, 0x23EB, 0x23EC, 0x23F0, 0x23F3, 0x25FD, 0x25FE, 0x2614, 0x2615, 0x2648, 0x2649, 0x264A, 0x264B, 0x264C, 0x264D, 0x264E,
        0x264F, 0x2650, 0x2651, 0x2652, 0x2653, 0x267F, 0x2693, 0x26A1, 0x26AA, 0x26AB, 0x26BD, 0x26BE, 0x26C4, 0x26C5, 0x26CE, 0x26D4, 0x26EA, 0x26F2, 0x26F3,
        0x26F5, 0x26FA, 0x26FD, 0x2705, 0x270A, 0x270B, 0x2728, 0x274C, 0x274E, 0x2753, 0x2754, 0x2755, 0x2757, 0x2795, 0x2796, 0x2797, 0x27B0, 0x27BF, 0x2B1B,
        0x2B1C, 0x2B50, 0x2B55,
    ]);
}
