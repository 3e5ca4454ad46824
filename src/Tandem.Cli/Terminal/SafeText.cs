using System.Globalization;
using System.Text;

namespace Tandem.Cli.Terminal;

/// <summary>Makes untrusted text harmless on a terminal: control bytes cannot act, what is invisible or turns the reading order is seen.</summary>
internal static class SafeText
{
    /// <summary>Keeps line feeds and tabs; shows every other control, format or bidirectional character as a mark.</summary>
    public static string Of(string text)
    {
        var clean = true;
        foreach (var unit in text)
            clean &= !IsUnsafe(unit);
        if (clean)
            return text;

        var safe = new StringBuilder(text.Length + 16);
        for (var place = 0; place < text.Length; place++)
        {
            var unit = text[place];
            if (unit == '\r' && place + 1 < text.Length && text[place + 1] == '\n')
                continue;
            if (!IsUnsafe(unit))
                safe.Append(unit);
            else if (unit < ' ')
                safe.Append((char)('\u2400' + unit)); // U+2400…: pictures of the control characters.
            else if (unit == '\u007F')
                safe.Append('\u2421');
            else
                safe.Append(CultureInfo.InvariantCulture, $"⟨U+{(int)unit:X4}⟩");
        }

        return safe.ToString();
    }

    private static bool IsUnsafe(char unit)
    {
        if (unit is '\n' or '\t')
            return false;
        if (unit < ' ' || unit is >= '\u007F' and <= '\u009F')
            return true;
        // Joiners build emoji and scripts; they stay. Everything else without a glyph can hide or reorder text.
        return unit is not ('\u200D' or '\u200C') && char.GetUnicodeCategory(unit) == UnicodeCategory.Format;
    }
}
