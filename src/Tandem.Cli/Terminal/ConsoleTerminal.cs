using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Tandem.Cli.Terminal;

/// <summary>The real terminal. Colours only where it is one and NO_COLOR (no-color.org) is not set.</summary>
internal sealed class ConsoleTerminal : ITerminal, IDisposable
{
    private readonly TextWriter _output;
    private readonly TextWriter _notes;
    private readonly bool _mayStyle;
    private readonly bool _notesAreSeen;
    private readonly string _theme;

    /// <summary>Output and notes that are files or pipes.</summary>
    public ConsoleTerminal(Stream output, Stream notes, IReadOnlyDictionary<string, string> environment)
    {
        _output = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 4096);
        _notes = new StreamWriter(notes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1024) { AutoFlush = true };
        _mayStyle = string.IsNullOrEmpty(environment.GetValueOrDefault("NO_COLOR")) && environment.GetValueOrDefault("TERM") is not "dumb";
        _theme = environment.GetValueOrDefault("TANDEM_THEME", "");
    }

    private ConsoleTerminal(IReadOnlyDictionary<string, string> environment) : this(Console.OpenStandardOutput(), Console.OpenStandardError(), environment)
    {
        RendersAnswers = !Console.IsOutputRedirected;
        _notesAreSeen = !Console.IsErrorRedirected;
        CanAsk = !Console.IsInputRedirected && _notesAreSeen;
    }

    public bool RendersAnswers { get; }

    public bool CanAsk { get; }

    public bool StylesOutput => RendersAnswers && _mayStyle;

    public Palette Palette => !StylesOutput ? Palette.None : Palette.Find(_theme) ?? Palette.Dark;

    public bool StylesNotes => _notesAreSeen && _mayStyle;

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

    /// <summary>The terminal, or what stands in for it, of this process.</summary>
    public static ConsoleTerminal OfProcess(IReadOnlyDictionary<string, string> environment) => new(environment);

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
