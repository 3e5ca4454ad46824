using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Tandem.Cli.Terminal;

/// <summary>The real terminal. Colours only where it is one and NO_COLOR (no-color.org) is not set.</summary>
internal sealed class ConsoleTerminal : ITerminal, IDisposable
{
    private readonly TextWriter _output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 4096);
    private readonly TextWriter _notes = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1024) { AutoFlush = true };
    private readonly bool _mayStyle = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is not "dumb";

    public bool RendersAnswers { get; } = !Console.IsOutputRedirected;

    public bool CanAsk { get; } = !Console.IsInputRedirected && !Console.IsErrorRedirected;

    public bool StylesOutput => RendersAnswers && _mayStyle;

    public Palette Palette => !StylesOutput ? Palette.None : Palette.Find(Environment.GetEnvironmentVariable("TANDEM_THEME") ?? "") ?? Palette.Dark;

    public bool StylesNotes => !Console.IsErrorRedirected && _mayStyle;

    public int Width
    {
        get
        {
            try
            {
                return RendersAnswers && Console.WindowWidth is > 0 and var columns ? Math.Max(20, columns) : 80;
            }
            catch (IOException)
            {
                return 80; // No window behind this descriptor.
            }
        }
    }

    public void Write(string text) => _output.Write(text);

    public void WriteLine(string text = "") => _output.Write(text + "\n");

    public void Write(IRenderable content, bool onOutput = true)
    {
        Flush();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = (onOutput ? StylesOutput : StylesNotes) ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = (onOutput ? StylesOutput : StylesNotes) ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(onOutput ? _output : _notes),
        });
        console.Profile.Width = RendersAnswers || !onOutput ? Width : 160; // Nothing wraps a file.
        console.Write(content);
        Flush();
    }

    public void Note(string text, Tone tone = Tone.Plain)
    {
        Flush(); // What was said before stands before.
        _notes.Write(StylesNotes && tone != Tone.Plain ? $"{Sgr.Of(tone)}{SafeText.Of(text)}{Sgr.Reset}\n" : SafeText.Of(text) + "\n");
    }

    public void Rewrite(string text, bool isLast)
    {
        var shown = text.Length < Width ? text : text[..(Width - 1)];
        _notes.Write($"\r\e[2K{SafeText.Of(shown)}{(isLast ? "\n" : "")}");
    }

    public char? AskKey(string question, string keys)
    {
        _notes.Write(SafeText.Of(question) + " ");
        while (true)
        {
            var line = Console.In.ReadLine();
            if (line is null)
                return null;
            if (line.Length > 0 && keys.Contains(char.ToLowerInvariant(line[0])))
                return char.ToLowerInvariant(line[0]);
            _notes.Write($"Please answer one of {string.Join("/", keys.ToCharArray())}: ");
        }
    }

    public void Flush() => _output.Flush();

    public void Dispose()
    {
        try
        {
            _output.Dispose();
            _notes.Dispose();
        }
        catch (IOException)
        {
            // The reader of the pipe has left; there is nobody to tell.
        }
    }
}
