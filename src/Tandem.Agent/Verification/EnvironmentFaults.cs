using System.Text.RegularExpressions;
using Tandem.Agent.Commands;

namespace Tandem.Agent.Verification;

/// <summary>Failures of the surroundings, which say nothing about the work: no model shall be blamed, nor a dearer one bought, for them.</summary>
internal static partial class EnvironmentFaults
{
    /// <returns>What is wrong and how to cure it; null where the command judged the code.</returns>
    public static string? Of(CommandResult result)
    {
        if (result.Fault is { } fault) return fault;
        if (result.ExitCode is 127) return $"a program is missing: {LastLine(result.Output)}. Install it, or name other commands under 'verify'";
        if (result.ExitCode is 126) return $"a program may not be run: {LastLine(result.Output)}";
        if (result.ExitCode is 0 or null) return null;
        if (Network().Match(result.Output) is { Success: true } network)
            return $"it needs the network, which the sandbox does not have ({network.Value.Trim()}). Restore the packages first, then try again";
        if (Disk().Match(result.Output) is { Success: true } disk) return $"the disk or the memory is full ({disk.Value.Trim()})";
        return Missing().Match(result.Output) is { Success: true } missing ? $"a tool is missing ({missing.Value.Trim()})" : null;
    }

    private static string LastLine(string output) => output.TrimEnd().Split('\n')[^1].Trim();

    [GeneratedRegex(@"(?m)^.*(NU1301|NU1101: Unable to find package|Unable to load the service index|getaddrinfo (ENOTFOUND|EAI_AGAIN)|ENOTCACHED|Temporary failure in name resolution|Could not resolve host|failed to lookup address information|Name or service not known|no such host|Network is unreachable|module lookup disabled by GOPROXY=off|No offline version available|Cannot access .* in offline mode|Could not transfer artifact|failed to download .*).{0,120}", RegexOptions.NonBacktracking)]
    private static partial Regex Network();

    [GeneratedRegex(@"(?m)^.*(No space left on device|ENOSPC|Cannot allocate memory|Disk quota exceeded).{0,80}", RegexOptions.NonBacktracking)]
    private static partial Regex Disk();

    [GeneratedRegex(@"(?m)^.*(No module named '?(pytest|unittest)'?$|A compatible \.NET SDK was not found|NETSDK1045|NETSDK1147|JAVA_HOME .*not (set|defined)|npm ERR! missing script|error: no such command|rustup could not choose a version|cannot find module for path).{0,120}", RegexOptions.NonBacktracking)]
    private static partial Regex Missing();
}
