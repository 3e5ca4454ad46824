using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Tandem.Cli.Interactive.Raw;

/// <summary>The terminal in raw mode (termios(3)): every key comes at once, unechoed, Ctrl+C included; output is processed as before. Disposing puts back what was.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class TerminalModes : IDisposable
{
    private const int Largest = 256; // More than any platform's struct termios.
    private const int AfterOutput = 1; // TCSADRAIN on Linux and macOS.
    private static readonly Range OutputFlags = OperatingSystem.IsMacOS() ? 8..16 : 4..8; // c_oflag: the second of the flag words.

    private readonly byte[] _before = new byte[Largest];
    private readonly byte[] _raw = new byte[Largest];
    private bool _isRaw;

    private TerminalModes()
    {
    }

    /// <summary>Null = stdin is no terminal that can be set.</summary>
    public static TerminalModes? TryEnter()
    {
        var modes = new TerminalModes();
        if (GetAttributes(0, modes._before) != 0)
            return null;
        modes._before.CopyTo(modes._raw, 0);
        MakeRaw(modes._raw);
        modes._before[OutputFlags].CopyTo(modes._raw, OutputFlags.Start.Value);
        modes.Enter();
        return modes._isRaw ? modes : null;
    }

    public void Enter() => _isRaw = SetAttributes(0, AfterOutput, _raw) == 0;

    public void Leave()
    {
        if (_isRaw)
            _ = SetAttributes(0, AfterOutput, _before);
        _isRaw = false;
    }

    public void Dispose() => Leave();

    [DllImport("libc", EntryPoint = "tcgetattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetAttributes(int descriptor, [Out] byte[] modes);

    [DllImport("libc", EntryPoint = "tcsetattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetAttributes(int descriptor, int when, byte[] modes);

    [DllImport("libc", EntryPoint = "cfmakeraw")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void MakeRaw([In, Out] byte[] modes);
}
