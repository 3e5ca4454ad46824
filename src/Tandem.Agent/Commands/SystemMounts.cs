namespace Tandem.Agent.Commands;

/// <summary>What of the system a sandbox shows: programs and libraries, read-only, and of <c>/etc</c> only what they need.</summary>
internal static class SystemMounts
{
    private static readonly string[] Programs = ["/usr", "/opt", "/nix", "/gnu", "/home/linuxbrew/.linuxbrew"];
    private static readonly string[] MergedLinks = ["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"];

    // Not here on purpose: shadow, sudoers, ssh, keys of services.
    private static readonly string[] Settings =
    [
        "alternatives", "ca-certificates", "ca-certificates.conf", "crypto-policies", "dotnet", "environment-modules", "fonts", "group", "hosts", "java", "java-11-openjdk",
        "java-17-openjdk", "java-21-openjdk", "java-25-openjdk", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "locale.alias", "locale.conf", "login.defs",
        "mavenrc", "maven", "mime.types", "nsswitch.conf", "openssl", "os-release", "passwd", "pki", "protocols", "python3", "python3.10", "python3.11", "python3.12",
        "python3.13", "python3.14", "services", "ssl/certs", "ssl/openssl.cnf", "timezone", "vulkan",
    ];

    private static readonly string[] NameResolution = ["resolv.conf", "gai.conf", "host.conf"];

    // Numbers of processors and memory limits; the runtimes size themselves by them.
    private static readonly string[] Hardware = ["/sys/devices/system/cpu", "/sys/devices/system/node", "/sys/fs/cgroup"];

    // Root keeps its user id in the sandbox, and with it the right to write here.
    private static readonly string[] KernelSettings = ["sys", "irq", "bus", "fs", "acpi", "sysrq-trigger", "driver", "scsi", "mtrr", "timer_list", "kmsg"];

    public static bool Cover(string path) =>
        Programs.Concat(MergedLinks).Concat(["/etc", "/proc", "/sys", "/dev", "/run", "/boot"]).Any(root => path == root || path.StartsWith(root + "/", StringComparison.Ordinal));

    public static List<string> Arguments(bool mayUseNetwork)
    {
        var arguments = new List<string>();
        foreach (var folder in Programs.Where(Directory.Exists)) arguments.AddRange(["--ro-bind", folder, folder]);
        foreach (var folder in MergedLinks)
        {
            if (new DirectoryInfo(folder) is not { Exists: true } found) continue;
            arguments.AddRange(found.LinkTarget is { } target ? ["--symlink", target, folder] : ["--ro-bind", folder, folder]);
        }
        foreach (var name in mayUseNetwork ? [.. Settings, .. NameResolution] : Settings)
        {
            if (Path.Exists("/etc/" + name)) arguments.AddRange(["--ro-bind-try", "/etc/" + name, "/etc/" + name]);
        }
        arguments.AddRange(["--proc", "/proc"]);
        foreach (var name in KernelSettings)
        {
            if (Path.Exists("/proc/" + name)) arguments.AddRange(["--ro-bind-try", "/proc/" + name, "/proc/" + name]);
        }
        arguments.AddRange(["--dev", "/dev", "--tmpfs", "/dev/shm", "--remount-ro", "/dev"]);
        foreach (var folder in Hardware) arguments.AddRange(["--ro-bind-try", folder, folder]);
        return arguments;
    }
}
