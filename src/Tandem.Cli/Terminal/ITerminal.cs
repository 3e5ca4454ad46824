using Spectre.Console.Rendering;

namespace Tandem.Cli.Terminal;

/// <summary>The one way to the user's screen: answers to stdout, everything else to stderr, no control byte but our own.</summary>
internal interface ITerminal
{
    /// <summary>Stdout is a terminal: answers are rendered. Else they are plain.</summary>
    bool RendersAnswers { get; }

    /// <summary>Stdin and stderr are a terminal, so that a question can be asked.</summary>
    bool CanAsk { get; }

    /// <summary>Columns, at least 20.</summary>
    int Width { get; }

    /// <summary>Colours and styles may be used on stdout.</summary>
    bool StylesOutput { get; }

    /// <summary>Colours and styles may be used on stderr.</summary>
    bool StylesNotes { get; }

    /// <summary>The theme of what is written to stdout; <see cref="Palette.None"/> where nothing is styled.</summary>
    Palette Palette { get; }

    /// <summary>Writes our own, already safe text to stdout. Untrusted text passes <see cref="SafeText"/> first.</summary>
    void Write(string text);

    void WriteLine(string text = "");

    /// <summary>Writes a table or chart. Its cells hold only text that passed <see cref="SafeText"/>.</summary>
    /// <param name="onOutput">To stdout, else to stderr.</param>
    void Write(IRenderable content, bool onOutput = true);

    /// <summary>One line to stderr: progress, decisions, warnings.</summary>
    void Note(string text, Tone tone = Tone.Plain);

    /// <summary>Writes over the last such line on stderr: progress. Only where <see cref="StylesNotes"/>.</summary>
    void Rewrite(string text, bool isLast);

    /// <summary>Asks for one key; null = the user ended the input.</summary>
    char? AskKey(string question, string keys);

    void Flush();
}
