namespace Tandem.Cli.Interactive.Editing;

/// <summary>What a key came to beyond the text itself.</summary>
internal enum EditorAct
{
    None,

    /// <summary>The text is ready to be sent.</summary>
    Submit,

    /// <summary>Escape, and the editor had no use for it.</summary>
    Escape,

    /// <summary>Ctrl+C.</summary>
    Interrupt,

    /// <summary>Ctrl+D on an empty line.</summary>
    EndOfInput,

    /// <summary>Ctrl+L.</summary>
    Redraw,

    /// <summary>Ctrl+Z.</summary>
    Suspend,

    /// <summary>Shift+Tab: the next permission mode.</summary>
    NextMode,

    /// <summary>Ctrl+O: the whole of what was shortened.</summary>
    Expand,
}
