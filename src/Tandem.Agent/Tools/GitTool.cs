using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tandem.Agent.Tools;

/// <summary>Looks at the repository's state and history. Reads only.</summary>
internal sealed class GitTool(WorkspaceFiles files) : Tool<GitArguments>(ToolName, ToolAccess.ReadOnly, ToolJson.Default.GitArguments)
{
    public const string ToolName = "git";

    private const int DefaultCount = 20;
    private const int MaxCount = 200;

    protected override PreparedCall Prepare(GitArguments arguments, JsonElement raw)
    {
        var path = arguments.Path is null ? null : files.ResolveFolder(arguments.Path);
        if (arguments.Revision is { } revision && (revision.StartsWith('-') || revision.Length == 0 || revision.Any(c => char.IsControl(c) || c == ' ')))
            throw new ToolArgumentsException("'revision' is not a revision or range.");
        if (arguments.Action == GitAction.Blame && path is null or "")
            throw new ToolArgumentsException("'blame' needs a 'path'.");
        var reads = Reads(path, arguments.Revision);
        var command = Command(arguments, path);
        return new PreparedCall(Act($"git {string.Join(' ', command)}") with { Reads = reads }, (_, token) => RunAsync(command, reads, token));
    }

    /// <summary>The path that is named, also inside a revision (<c>HEAD~1:src/a.cs</c>): the class follows it.</summary>
    private List<string> Reads(string? path, string? revision)
    {
        var reads = new List<string>();
        if (path is { Length: > 0 }) reads.Add(path);
        if (revision?.IndexOf(':', StringComparison.Ordinal) is { } colon and >= 0 && revision.Length > colon + 1) reads.Add(files.ResolveFolder(revision[(colon + 1)..]));
        return reads;
    }

    private async Task<ToolResult> RunAsync(IReadOnlyList<string> command, IReadOnlyList<string> reads, CancellationToken cancellationToken)
    {
        var (output, problem) = await HardenedGit.RunAsync(files.Root, command, cancellationToken);
        if (problem is not null)
            return ToolResult.Error($"git: {problem}");
        return ToolResult.Of(output.Length == 0 ? "Nothing." : output.TrimEnd()) with { Paths = [.. reads.Concat(InDiff(output)).Distinct()] };
    }

    /// <summary>Paths of a diff's headers: old text of a private file is private too, though it stands in no file any more.</summary>
    private static IEnumerable<string> InDiff(string output)
    {
        foreach (var line in output.Split('\n'))
            if (line.StartsWith("--- a/", StringComparison.Ordinal) || line.StartsWith("+++ b/", StringComparison.Ordinal))
                yield return line[6..].TrimEnd('\t', '\r').Trim('"');
    }

    private static List<string> Command(GitArguments arguments, string? path)
    {
        List<string> command = arguments.Action switch
        {
            GitAction.Status => ["status", "--short", "--branch", "--untracked-files=all"],
            GitAction.Diff => ["diff", "--no-ext-diff", "--no-textconv", .. arguments.Staged == true ? (string[])["--cached"] : []],
            GitAction.Log => ["log", "--no-ext-diff", "--no-textconv", "--date=short", "--format=%h %ad %an: %s", $"-n{Count(arguments)}"],
            GitAction.Show => ["show", "--no-ext-diff", "--no-textconv", "--date=short"],
            _ => ["blame", "--no-textconv", "--date=short"],
        };
        if (arguments.Revision is { } revision && arguments.Action != GitAction.Status)
            command.AddRange(["--end-of-options", revision]);
        if (path is { Length: > 0 })
            command.AddRange(["--", path]);
        return command;
    }

    private static string Count(GitArguments arguments) => Math.Clamp(arguments.Count ?? DefaultCount, 1, MaxCount).ToString(CultureInfo.InvariantCulture);
}

/// <summary>Arguments of <see cref="GitTool"/>.</summary>
internal sealed record GitArguments(
    GitAction Action,
    string? Path = null,
    [property: Description("A commit or range, for diff, log, show, blame.")] string? Revision = null,
    [property: Description("diff: what is staged.")] bool? Staged = null,
    [property: Description("log: how many.")] int? Count = null);

/// <summary>What to look at.</summary>
internal enum GitAction
{
    [JsonStringEnumMemberName("status")]
    Status,

    [JsonStringEnumMemberName("diff")]
    Diff,

    [JsonStringEnumMemberName("log")]
    Log,

    [JsonStringEnumMemberName("show")]
    Show,

    [JsonStringEnumMemberName("blame")]
    Blame,
}
