using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Tandem.Cli.Interactive.Raw;

/// <summary>What the system tells a program at a terminal: its size changed, it shall end.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class ProgramSignals : IDisposable
{
    private static readonly int Stop = OperatingSystem.IsMacOS() ? 18 : 20; // SIGTSTP.
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _ending; // The exit code; 0 = not told to end.

    /// <param name="ended">Called once: saves what is to be saved. Who tells it to end a second time ends it at once.</param>
    public ProgramSignals(Action resized, Action interrupted, Action ended)
    {
        On(PosixSignal.SIGWINCH, resized);
        On(PosixSignal.SIGINT, interrupted);
        End(PosixSignal.SIGTERM, ExitCode.Terminated, ended);
        End(PosixSignal.SIGHUP, ExitCode.HungUp, ended);
    }

    /// <summary>Null = nobody told it to end.</summary>
    public int? Ending => Volatile.Read(ref _ending) is > 0 and var code ? code : null;

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

    private void End(PosixSignal signal, int code, Action ended) => _registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        if (Interlocked.CompareExchange(ref _ending, code, 0) != 0) return; // The system's way, then: the program is gone.
        context.Cancel = true;
        ended();
    }));

    [DllImport("libc", EntryPoint = "raise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Raise(int signal);
}
