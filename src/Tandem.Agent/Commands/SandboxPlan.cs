using System.Globalization;

namespace Tandem.Agent.Commands;

/// <summary>The arguments of bubblewrap for one command. Later mounts lie over earlier ones, so the order is: system, private folders, caches, workspace, what is read-only in it.</summary>
internal sealed class SandboxPlan(SandboxProgram program, CommandRunnerOptions options, string workspace)
{
    private const long TemporaryBytes = 2L << 30; // Of memory, each; more is a mistake.

    /// <summary>Everything separate, nothing gained, gone with Tandem.</summary>
    public static string[] Isolation(bool stopNamespaces) =>
    [
        "--unshare-user", .. stopNamespaces ? ["--disable-userns"] : Array.Empty<string>(), "--unshare-ipc", "--unshare-pid", "--unshare-uts", "--unshare-cgroup-try",
        "--die-with-parent", "--new-session", "--cap-drop", "ALL",
    ];

    /// <param name="readOnly">Paths in the workspace that exist and govern.</param>
    /// <param name="emptyFolders">Paths in the workspace that would govern if they existed: empty and read-only.</param>
    public IReadOnlyList<string> Arguments(CommandRequest request, IReadOnlyList<string> readOnly, IReadOnlyList<string> emptyFolders)
    {
        var arguments = new List<string>(Isolation(program.StopsNamespaces));
        if (!request.MayUseNetwork) arguments.Add("--unshare-net");
        arguments.AddRange(SystemMounts.Arguments(request.MayUseNetwork));
        var size = TemporaryBytes.ToString(CultureInfo.InvariantCulture);
        arguments.AddRange(["--size", size, "--tmpfs", "/tmp", "--size", size, "--tmpfs", options.HomeFolder]);
        arguments.AddRange(["--size", size, "--tmpfs", "/var/tmp"]);
        arguments.AddRange(new HomeMounts(program, options, workspace).Arguments(request.MayUseNetwork));
        arguments.AddRange([request.IsReadOnly ? "--ro-bind" : "--bind", workspace, workspace]);
        foreach (var folder in GitFolders.Outside(workspace)) arguments.AddRange(["--ro-bind", folder, folder]);
        if (!request.IsReadOnly)
        {
            foreach (var path in readOnly) arguments.AddRange(["--ro-bind-try", path, path]);
            foreach (var folder in emptyFolders) arguments.AddRange(["--tmpfs", folder, "--remount-ro", folder]);
        }
        // A data folder inside the workspace holds keys and other sessions.
        if (options.DataFolder.StartsWith(workspace + "/", StringComparison.Ordinal) && Directory.Exists(options.DataFolder))
            arguments.AddRange(["--tmpfs", options.DataFolder, "--remount-ro", options.DataFolder]);
        AddGivenRoot(arguments);
        arguments.AddRange(["--remount-ro", "/", "--chdir", request.WorkingFolder == options.Workspace ? workspace : request.WorkingFolder]);
        arguments.AddRange(["--", "/bin/sh", "-c", BareShell.Script(BareShell.MaxDataBytes, limitProcesses: true), "sh", request.Command]);
        return arguments;
    }

    /// <summary>A workspace that was named through a link has that name inside too, where there is room for it.</summary>
    private void AddGivenRoot(List<string> arguments)
    {
        var given = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Workspace));
        if (given == workspace || SystemMounts.Cover(given) || given.StartsWith(workspace + "/", StringComparison.Ordinal)) return;
        if (new FileInfo(given).LinkTarget is not null) arguments.AddRange(["--symlink", workspace, given]);
    }
}
