using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;
using Tandem.Cli.Terminal;

namespace Tandem.Cli.Interactive.View;

/// <summary>A terminal whose lines go to whoever draws the screen: so that Markdown, tables and notes look in a session as everywhere else.</summary>
/// <param name="line">Takes one finished line.</param>
internal sealed class LineTerminal(Look look, Func<int> width, Action<string> line) : ITerminal
{
    private readonly StringBuilder _begun = new();

    public bool RendersAnswers => true;

    public bool CanAsk => false; // What must be asked is an approval.

    public int Width => Math.Max(20, width());

    public bool StylesOutput => Palette != Palette.None;

    public bool StylesNotes => StylesOutput;

    public Palette Palette => look.Palette;

    public void Write(string text)
    {
        foreach (var unit in text)
            if (unit == '\n')
                EndLine();
            else
                _begun.Append(unit);
    }

    public void WriteLine(string text = "") => Write(text + "\n");

    public void Write(IRenderable content, bool onOutput = true)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = StylesOutput ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = StylesOutput ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = Width;
        console.Write(content);
        Write(text.ToString().ReplaceLineEndings("\n").TrimEnd('\n') + "\n");
    }

    public void Note(string text, Tone tone = Tone.Plain)
    {
        foreach (var row in SafeText.Of(text).Split('\n').SelectMany(row => look.IsPlain ? [row] : StyledText.Wrap(row, Width - 1))) // A screen reader wants whole sentences.
            WriteLine(look.Paint(Palette.Of(tone), row));
    }

    /// <summary>Progress: nothing of it stays, and the session has a line of its own for what is happening.</summary>
    public void Rewrite(string text, bool isLast)
    {
        if (isLast)
            Note(text, Tone.Quiet);
    }

    public char? AskKey(string question, string keys) => null;

    public void Flush()
    {
    }

    private void EndLine()
    {
        line(_begun.ToString().Replace("\t", "    ", StringComparison.Ordinal)); // How wide a tab is, only the terminal knows.
        _begun.Clear();
    }
}
