using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Tandem.Agent.Commands;

/// <summary>Ends the processes of a command that has no sandbox around it: its session, and whoever left the session but carries its mark.</summary>
internal static class ProcessTree
{
    public const string MarkerName = "TANDEM_COMMAND";

    private const int Terminate = 15;
    private const int Kill = 9;
    private const int Rounds = 20;
    private static readonly TimeSpan TerminateGrace = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromMilliseconds(25);

    public static string NewMarker() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <param name="leader">The command's first process, leader of its session.</param>
    /// <param name="exit">Its end, where it still runs: it gets a moment to end by itself.</param>
    public static async Task EndSessionAsync(int leader, Task? exit)
    {
        if (!OperatingSystem.IsLinux())
        {
            if (exit is not null) KillTree(leader);
            return;
        }
        if (exit is not null)
        {
            _ = Signal(-leader, Terminate);
            await Task.WhenAny(exit, Task.Delay(TerminateGrace));
        }
        _ = Signal(-leader, Kill);
    }

    /// <summary>Ends every process that carries the mark, and returns once none is found.</summary>
    public static async Task EndMarkedAsync(string marker)
    {
        if (!OperatingSystem.IsLinux()) return;
        // A process may fork between being found and being ended, and one that is just starting a program shows no environment for a moment: look until
        // nobody is found twice.
        for (var (round, quiet) = (0, 0); round < Rounds && quiet < 2; round++)
        {
            var found = Marked(marker);
            quiet = found.Count == 0 ? quiet + 1 : 0;
            foreach (var process in found) _ = Signal(process, Kill);
            await Task.Delay(BetweenRounds);
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);

    private static List<int> Marked(string marker)
    {
        var wanted = Encoding.ASCII.GetBytes($"{MarkerName}={marker}");
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var process) && Holds(Path.Combine(folder, "environ"), wanted)) found.Add(process);
        }
        return found;
    }

    /// <remarks>A zombie's environment is empty, so that the dead are not found.</remarks>
    private static bool Holds(string file, byte[] wanted)
    {
        try
        {
            return File.ReadAllBytes(file).AsSpan().IndexOf(wanted) >= 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // Of another user, or gone.
        }
    }

    private static void KillTree(int leader)
    {
        try
        {
            using var process = Process.GetProcessById(leader);
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // It has ended.
        }
    }
}
