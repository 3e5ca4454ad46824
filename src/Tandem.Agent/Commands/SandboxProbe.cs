using System.ComponentModel;
using System.Diagnostics;
using Tandem.Agent.Edits.Workspace;

namespace Tandem.Agent.Commands;

/// <summary>Whether commands can be run in a sandbox here: found out by running one.</summary>
internal sealed record SandboxProbe(SandboxProgram? Program, string? UnusableBecause)
{
    // Not looked up on the PATH: a repository's environment may have put a folder of its own there.
    private static readonly string[] Places = ["/usr/bin/bwrap", "/bin/bwrap", "/usr/local/bin/bwrap", "/run/current-system/sw/bin/bwrap"];
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <param name="workspace">The real path.</param>
    public static SandboxProbe Run(CommandRunnerOptions options, string workspace)
    {
        if (options.IsSandboxOff) return Unusable("--no-sandbox was given");
        if (!OperatingSystem.IsLinux()) return Unusable("Tandem's sandbox needs Linux with bubblewrap");
        if (Holds(workspace, options.HomeFolder) || (Directory.Exists(options.HomeFolder) && Holds(workspace, new PathResolver(options.HomeFolder).Root))) return Unusable("the workspace holds your whole home folder; start Tandem in the project's own folder");
        if (SystemMounts.Cover(workspace)) return Unusable($"the workspace {workspace} is part of the system; start Tandem in a project's folder");
        if (Places.FirstOrDefault(File.Exists) is not { } path) return Unusable("bubblewrap is not installed; install it with your package manager (apt install bubblewrap)");
        var (_, help) = Call(path, ["--help"]);
        var namespaces = help.Contains("--disable-userns", StringComparison.Ordinal);
        var (exitCode, text) = Call(path, Trial(namespaces));
        if (exitCode != 0 && namespaces)
        {
            namespaces = false;
            (exitCode, text) = Call(path, Trial(stopNamespaces: false));
        }
        if (exitCode != 0) return Unusable($"bubblewrap does not work here ({FirstLine(text)}); unprivileged user namespaces may be switched off");
        var overlays = help.Contains("--tmp-overlay", StringComparison.Ordinal)
            && Call(path, [.. Trial(namespaces)[..^2], "--overlay-src", "/usr", "--tmp-overlay", "/tmp/overlay", "--", "/bin/true"]).ExitCode == 0;
        return new SandboxProbe(new SandboxProgram(path, overlays, namespaces), null);
    }

    private static SandboxProbe Unusable(string because) => new(null, because);

    private static bool Holds(string workspace, string home) =>
        workspace == "/" || home == workspace || home.StartsWith(workspace + "/", StringComparison.Ordinal);

    private static string[] Trial(bool stopNamespaces) =>
        [.. SandboxPlan.Isolation(stopNamespaces), .. SystemMounts.Arguments(mayUseNetwork: false), "--unshare-net", "--", "/bin/true"];

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();

    private static (int ExitCode, string Text) Call(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment.Clear();
        try
        {
            using var process = Process.Start(start)!;
            if (!process.WaitForExit(Limit))
            {
                process.Kill(entireProcessTree: true);
                return (-1, "no answer");
            }
            return (process.ExitCode, process.StandardError.ReadToEnd() + process.StandardOutput.ReadToEnd());
        }
        catch (Win32Exception e)
        {
            return (-1, e.Message);
        }
    }
}
