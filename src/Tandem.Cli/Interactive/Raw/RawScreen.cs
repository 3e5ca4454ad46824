using System.Runtime.Versioning;
using System.Text;
using Tandem.Cli.Interactive.Screen;

namespace Tandem.Cli.Interactive.Raw;

/// <summary>The terminal while the session draws on it: raw, with bracketed paste. Leaves it as it was, however the program ends.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class RawScreen : IDisposable
{
    private const string PasteOn = "\e[?2004h";
    private const string PasteOff = "\e[?2004l";
    private const string KeysOn = "\e[>1u"; // kitty's protocol, level 1: Shift+Enter and Esc are told apart.
    private const string KeysOff = "\e[<u";

    private readonly TerminalModes _modes;
    private readonly Stream _output = Console.OpenStandardOutput();
    private readonly bool _tellsKeysApart;
    private readonly EventHandler _onExit;

    private RawScreen(TerminalModes modes, bool tellsKeysApart)
    {
        (_modes, _tellsKeysApart) = (modes, tellsKeysApart);
        _onExit = (_, _) => Leave();
        AppDomain.CurrentDomain.ProcessExit += _onExit;
        Prepare();
    }

    /// <summary>Columns and rows now.</summary>
    public static ScreenSize Size
    {
        get
        {
            try
            {
                return new ScreenSize(Math.Max(10, Console.WindowWidth), Math.Max(4, Console.WindowHeight));
            }
            catch (IOException)
            {
                return new ScreenSize(80, 24); // Nobody knows.
            }
        }
    }

    /// <summary>Null = this terminal cannot be drawn on.</summary>
    public static RawScreen? TryOpen(Func<string, string?> environment)
    {
        _ = Size; // .NET looks at the terminal at its first question, and must see it as it was.
        return TerminalModes.TryEnter() is { } modes ? new RawScreen(modes, KnowsKeyProtocol(environment)) : null;
    }

    public void Write(string text)
    {
        _output.Write(Encoding.UTF8.GetBytes(text));
        _output.Flush();
    }

    public void Suspend()
    {
        Leave();
        ProgramSignals.Suspend();
        _modes.Enter();
        Prepare();
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= _onExit;
        Leave();
        _output.Dispose();
    }

    private void Prepare() => Write(PasteOn + (_tellsKeysApart ? KeysOn : ""));

    private void Leave()
    {
        try
        {
            Write((_tellsKeysApart ? KeysOff : "") + PasteOff + "\e[?25h");
        }
        catch (IOException)
        {
            // The terminal is gone.
        }

        _modes.Leave();
    }

    /// <summary>Only terminals that are known to: others may take it for something else.</summary>
    private static bool KnowsKeyProtocol(Func<string, string?> environment) =>
        environment("TERM") is "xterm-kitty" or "xterm-ghostty" or "foot" || environment("TERM_PROGRAM") is "WezTerm" or "ghostty" or "iTerm.app";
}
