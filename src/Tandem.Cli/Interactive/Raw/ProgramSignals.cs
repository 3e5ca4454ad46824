using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Tandem.Cli.Interactive.Raw;

/// <summary>What the system tells a program at a terminal: its size changed, it shall end.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class ProgramSignals : IDisposable
{
    private static readonly int Stop = OperatingSystem.IsMacOS() ? 18 : 20; // SIGTSTP.
    private readonly List<PosixSignalRegistration> _registrations = [];

    public ProgramSignals(Action resized, Action interrupted, Action ended)
    {
        On(PosixSignal.SIGWINCH, resized);
        On(PosixSignal.SIGINT, interrupted);
        On(PosixSignal.SIGTERM, ended);
        On(PosixSignal.SIGHUP, ended);
    }

    /// <summary>Stops the program as Ctrl+Z does; returns when it goes on.</summary>
    public static void Suspend() => _ = Raise(Stop); // To this very thread, so that nothing is done before it stops.

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private void On(PosixSignal signal, Action action) => _registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        action();
    }));

    [DllImport("libc", EntryPoint = "raise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Raise(int signal);
}
