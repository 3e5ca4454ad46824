using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Tandem.Agent.Tools;

/// <summary>Runs git for reading, so that nothing in the repository makes it start a program: no hooks, monitors, pagers, filters, external diffs, fetches.</summary>
public static class HardenedGit
{
    private const int MaxOutput = 4 * ToolResult.MaxLength;

    private static readonly string[] Fixed =
    [
        "--no-pager", "--no-optional-locks", "--literal-pathspecs",
        "-c", "core.fsmonitor=", "-c", "core.hooksPath=/dev/null", "-c", "core.pager=cat", "-c", "core.sshCommand=false", "-c", "core.editor=false",
        "-c", "core.alternateRefsCommand=", "-c", "diff.external=", "-c", "log.showSignature=false", "-c", "gpg.program=false", "-c", "core.quotePath=false",
        "-c", "protocol.allow=never", "-c", "submodule.recurse=false", "-c", "diff.submodule=short", "-c", "status.submoduleSummary=false", "-c", "credential.helper=", "-c", "color.ui=false",
    ];

    /// <summary>Settings of these shapes name programs; a repository's own configuration may hold any number of them.</summary>
    private static readonly (string Section, string[] Keys)[] Programs = [("filter.", ["clean", "smudge", "process"]), ("diff.", ["command", "textconv"])];

    /// <returns>The output, and git's first words on stderr where it failed, else null.</returns>
    public static async Task<(string Output, string? Problem)> RunAsync(string root, IEnumerable<string> command, CancellationToken cancellationToken)
    {
        var neutral = await NeutralAsync(root, cancellationToken);
        return await StartAsync(root, [.. Fixed, .. neutral, .. command], cancellationToken);
    }

    /// <summary>Options that empty every program of the repository's configuration. Listing it runs nothing.</summary>
    private static async Task<List<string>> NeutralAsync(string root, CancellationToken cancellationToken)
    {
        var options = new List<string>();
        var (names, problem) = await StartAsync(root, [.. Fixed, "config", "--list", "--includes", "--name-only", "-z"], cancellationToken);
        if (problem is not null) return options;
        foreach (var name in names.Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal))
            foreach (var (section, keys) in Programs)
            {
                if (!name.StartsWith(section, StringComparison.OrdinalIgnoreCase) || name.Contains('=', StringComparison.Ordinal) || name.Contains('\n', StringComparison.Ordinal)) continue;
                var key = name[(name.LastIndexOf('.') + 1)..];
                if (keys.Contains(key, StringComparer.OrdinalIgnoreCase)) options.AddRange(["-c", name + "="]);
                if (section == "filter.") options.AddRange(["-c", name[..name.LastIndexOf('.')] + ".required=false"]);
            }

        return options;
    }

    private static async Task<(string Output, string? Problem)> StartAsync(string root, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_NO_LAZY_FETCH"] = "1";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["LC_ALL"] = "C.UTF-8";
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            await using var stop = cancellationToken.Register(() => Kill(process));
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await ReadAsync(process.StandardOutput, cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (output, process.ExitCode == 0 ? null : (await error).Split('\n', 2)[0]);
        }
        catch (Win32Exception)
        {
            return ("", "it is not installed");
        }
    }

    /// <summary>The head of the output; the rest is read and dropped, so that git ends.</summary>
    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new char[16 * 1024];
        int count;
        while ((count = await reader.ReadAsync(buffer, cancellationToken)) > 0)
            if (text.Length < MaxOutput) text.Append(buffer, 0, count);
        return text.ToString();
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself meanwhile.
        }
    }
}
