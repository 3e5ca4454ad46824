namespace Tandem.Agent.Commands;

/// <summary>How a command line becomes a process.</summary>
internal static class BareShell
{
    /// <summary>Stderr joins stdout, so that the order is kept; limits that need no privilege; then the command, which is never read as an option.</summary>
    /// <remarks>Memory is limited per process and as data: address space would stop .NET, Java and Node, which reserve far more than they use.</remarks>
    public static string Script(long maxDataBytes, bool limitProcesses) =>
        $"exec 2>&1; ulimit -c 0; ulimit -f {MaxFileBytes / 512} 2>/dev/null; ulimit -d {maxDataBytes / 1024} 2>/dev/null; "
        + (limitProcesses ? $"ulimit -u {MaxProcesses} 2>/dev/null || ulimit -p {MaxProcesses} 2>/dev/null; " : "")
        + "exec /bin/sh -c -- \"$1\"";

    // Counted per user namespace: only in the sandbox is it the command's own number.
    private const int MaxProcesses = 4_096;
    private const long MaxFileBytes = 8L << 30;
    private const long LeastDataBytes = 2L << 30;
    private const string SetSid = "/usr/bin/setsid";

    public static long MaxDataBytes => Math.Max(LeastDataBytes, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3);

    /// <summary>Without a sandbox: a session of its own, so that it has no terminal and its processes can be ended together.</summary>
    public static (string Program, IReadOnlyList<string> Arguments) Line(string command)
    {
        if (OperatingSystem.IsWindows()) return ("cmd.exe", ["/d", "/s", "/c", command]);
        string[] shell = ["/bin/sh", "-c", Script(MaxDataBytes, limitProcesses: false), "sh", command];
        return File.Exists(SetSid) ? (SetSid, shell) : (shell[0], shell[1..]);
    }
}
