using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Tandem.CodeIndex.Scanning;

/// <summary>Runs git for reading, so that nothing a repository configures is started: no hook, monitor, pager, diff driver, signature check or fetch.</summary>
internal static class GitCommand
{
    // A repository is data: each of these keys, set in .git/config, would otherwise name a program that git runs while it reads.
    private static readonly string[] Hardened =
    [
        "--no-pager", "--no-optional-locks", "--literal-pathspecs",
        "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.pager=cat", "-c", "core.sshCommand=false",
        "-c", "core.untrackedCache=keep", "-c", "core.quotePath=false", "-c", "diff.external=", "-c", "log.showSignature=false",
        "-c", "protocol.allow=never", "-c", "submodule.recurse=false", "-c", "credential.helper=", "-c", "log.mailmap=false",
    ];

    // Set inside hooks and by some editors; they would point git at another repository than the one asked for.
    private static readonly string[] Inherited =
        ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_EXTERNAL_DIFF", "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT", "GIT_TRACE"];

    public static ProcessStartInfo Prepare(string folder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var argument in Hardened.Concat(arguments)) start.ArgumentList.Add(argument);
        foreach (var name in Inherited) start.Environment.Remove(name);
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_NO_LAZY_FETCH"] = "1";
        start.Environment["GIT_PAGER"] = "cat";
        start.Environment["LC_ALL"] = "C.UTF-8";
        return start;
    }

    /// <summary>Runs git and hands its output to <paramref name="read"/> while it comes.</summary>
    /// <returns>Null when git did well, else its first line on stderr, or that it is not installed.</returns>
    public static string? Read(string folder, IEnumerable<string> arguments, Action<StreamReader> read, CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.Start(Prepare(folder, arguments))!;
            using var stop = cancellationToken.Register(() => Kill(process));
            var error = process.StandardError.ReadToEndAsync(cancellationToken); // Drained beside the output: a full pipe would block git.
            process.StandardInput.Close();
            read(process.StandardOutput);
            process.WaitForExit();
            cancellationToken.ThrowIfCancellationRequested();
            if (process.ExitCode == 0) return null;
            var words = error.GetAwaiter().GetResult().Split('\n', 2)[0];
            return words.Length > 0 ? words : $"git exited with {process.ExitCode}";
        }
        catch (Win32Exception)
        {
            return "git is not installed or not on the PATH";
        }
    }

    /// <summary>Runs git and returns its output, or null where it fails.</summary>
    public static string? Output(string folder, CancellationToken cancellationToken, params string[] arguments)
    {
        var output = "";
        return Read(folder, arguments, reader => output = reader.ReadToEnd(), cancellationToken) is null ? output : null;
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It ended by itself meanwhile.
        }
    }
}
