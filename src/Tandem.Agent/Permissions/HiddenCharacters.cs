using System.Globalization;
using System.Text;

namespace Tandem.Agent.Permissions;

/// <summary>Characters by which a text shows something else than it is. An action with them is never approved without a person.</summary>
internal static class HiddenCharacters
{
    /// <summary>Nothing that does not show belongs in a command, a path or an address.</summary>
    public static bool InCommand(string text) => text.EnumerateRunes().Any(rune => IsControl(rune, text) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.PrivateUse
        || (rune.Value != ' ' && Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator));

    /// <summary>In the text of a file, joiners and the byte order mark have their place; what moves the cursor or turns the direction has not.</summary>
    public static bool InText(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')) return true;
            if (char.IsControl(text[i]) && text[i] is not ('\n' or '\t' or '\r')) return true;
            if (text[i] is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')) return true;
            if (text[i] == '\uDB40') return true; // Tag characters: a text of their own that nobody sees.
        }
        return false;
    }

    public static bool In(Tools.ToolAction action) =>
        (action.Command is { } command && InCommand(command))
        || (action.Destination is { } destination && InCommand(destination))
        || action.Writes.Any(InCommand)
        || InText(action.Summary)
        || (action.Detail is { } detail && InText(detail));

    private static bool IsControl(Rune rune, string text) => Rune.IsControl(rune) && rune.Value is not ('\n' or '\t') && !(rune.Value == '\r' && text.Contains("\r\n", StringComparison.Ordinal));
}
