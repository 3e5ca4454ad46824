namespace Tandem.Cli.Interactive.Keys;

/// <summary>What a key does, as far as the terminal tells it.</summary>
internal enum KeyKind
{
    /// <summary>A character; with <see cref="KeyModifiers.Control"/> its letter in lower case.</summary>
    Text,

    /// <summary>A bracketed paste, line breaks as <c>\n</c>.</summary>
    Paste,

    Enter,
    Tab,
    Backspace,
    Delete,
    Escape,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,

    /// <summary>A sequence without a meaning here: swallowed whole, so that its rest is not taken for typing.</summary>
    Unknown,
}
