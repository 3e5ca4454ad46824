using System.Globalization;
using Tandem.Cli.Terminal;

namespace Tandem.Cli.Interactive.Editing;

/// <summary>What the caret steps over at once: a character as people count them, or a pasted block.</summary>
/// <param name="Text">What is sent.</param>
/// <param name="Shown">What stands on the screen.</param>
/// <param name="Width">Its columns.</param>
internal readonly record struct InputCell(string Text, string Shown, int Width, bool IsBlock = false)
{
    public bool IsLineBreak => Text == "\n";

    public bool IsSpace => Text.Length == 1 && char.IsWhiteSpace(Text[0]);

    public bool IsWord => !IsBlock && Text.Length > 0 && (char.IsLetterOrDigit(Text, 0) || Text[0] == '_');

    public static InputCell Block(string text)
    {
        var lines = text.AsSpan().Count('\n') + 1;
        var label = lines > 1
            ? string.Create(CultureInfo.InvariantCulture, $"[pasted {lines} lines]")
            : string.Create(CultureInfo.InvariantCulture, $"[pasted {text.Length} characters]");
        return new InputCell(text, label, label.Length, IsBlock: true);
    }

    /// <summary>One cell for each grapheme cluster (Unicode UAX #29).</summary>
    public static IEnumerable<InputCell> Of(string text)
    {
        var place = 0;
        while (place < text.Length)
        {
            var length = StringInfo.GetNextTextElementLength(text, place);
            var element = text.Substring(place, length);
            if (element == "\r\n")
                element = "\n";
            var shown = element switch { "\n" => "", "\t" => "    ", _ => SafeText.Of(element) };
            yield return new InputCell(element, shown, CellWidth.Of(shown));
            place += length;
        }
    }
}
