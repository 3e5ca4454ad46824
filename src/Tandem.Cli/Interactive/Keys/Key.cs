namespace Tandem.Cli.Interactive.Keys;

/// <summary>One key, or one paste.</summary>
internal readonly record struct Key(KeyKind Kind, string Text = "", KeyModifiers Modifiers = KeyModifiers.None)
{
    public static Key Of(string text) => new(KeyKind.Text, text);

    public static Key Control(char letter) => new(KeyKind.Text, letter.ToString(), KeyModifiers.Control);

    public static Key Alt(char letter) => new(KeyKind.Text, letter.ToString(), KeyModifiers.Alt);

    public bool IsControl(char letter) => Kind == KeyKind.Text && Modifiers == KeyModifiers.Control && Text.Length == 1 && Text[0] == letter;

    public bool IsAlt(char letter) => Kind == KeyKind.Text && Modifiers == KeyModifiers.Alt && Text.Length == 1 && char.ToLowerInvariant(Text[0]) == letter;

    /// <summary>Typing, in whatever case.</summary>
    public bool IsTyped => Kind == KeyKind.Text && (Modifiers & ~KeyModifiers.Shift) == 0 && Text.Length > 0;
}
