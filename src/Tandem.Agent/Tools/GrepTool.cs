using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tandem.Agent.Tools.Searching;
using Tandem.Pipeline.Privacy;

namespace Tandem.Agent.Tools;

/// <summary>Finds lines by a regular expression, in time that grows linearly with the text whatever the expression is.</summary>
/// <remarks>Private files are looked through only where the path names them: a search must not make a conversation private by accident.</remarks>
internal sealed class GrepTool(WorkspaceFiles files, PrivacyOptions privacy) : Tool<GrepArguments>("grep", ToolAccess.ReadOnly, ToolJson.Default.GrepArguments)
{
    private const int MaxMatches = 200;
    private const int MaxLine = 300;

    protected override PreparedCall Prepare(GrepArguments arguments, JsonElement raw)
    {
        Regex expression;
        try
        {
            expression = new Regex(arguments.Pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Multiline | (arguments.IgnoreCase == true ? RegexOptions.IgnoreCase : RegexOptions.None));
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            throw new ToolArgumentsException($"The pattern cannot be used: {wrong.Message} Look-around and back references are not supported.", wrong);
        }

        var folder = files.ResolveFolder(arguments.Path);
        return new PreparedCall(
            Act($"grep {arguments.Pattern}{(folder.Length > 0 ? " in " + folder : "")}") with { Reads = folder.Length > 0 ? [folder] : [] },
            (_, token) => Task.FromResult(Search(new LineSearch(expression), folder, arguments.Glob, token)));
    }

    private ToolResult Search(LineSearch lines, string folder, string? glob, CancellationToken cancellationToken)
    {
        var wanted = files.Paths(folder, glob, cancellationToken).FindAll(path => path == folder || !privacy.IsPrivate(path));
        var found = new List<(string Path, string Line)>();
        var tooLarge = new List<string>();
        // One after the other: a known file costs a few microseconds, less than the workers that would wait for each other.
        foreach (var path in wanted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var bytes = path == folder ? files.Contents.ReadAny(path) : files.Contents.Read(path);
            if (bytes is null && path != folder && files.Contents.IsLarge(path)) tooLarge.Add(path);
            if (bytes is null || BinaryCheck.IsBinary(bytes)) continue;
            foreach (var (number, line) in lines.Find(bytes, MaxMatches + 1))
                found.Add((path, string.Create(CultureInfo.InvariantCulture, $"{number}:{(line.Length > MaxLine ? line[..MaxLine] : line)}")));
            if (found.Count > MaxMatches) break;
        }

        if (found.Count == 0)
            return ToolResult.Of("No matches." + Say(tooLarge));

        var text = new StringBuilder();
        var shown = found.Take(MaxMatches).ToList();
        foreach (var (path, line) in shown) text.Append(CultureInfo.InvariantCulture, $"{path}:{line}\n");
        if (found.Count > MaxMatches) text.Append("[more matches; narrow the pattern, the path or the glob]\n");
        return ToolResult.Of(text.ToString().TrimEnd('\n')) with { Paths = [.. shown.Select(one => one.Path).Distinct()] };
    }

    /// <summary>What was left out must not read as what holds no match.</summary>
    private static string Say(List<string> tooLarge) => tooLarge.Count == 0 ? ""
        : $" [not searched, over 1 MiB: {string.Join(", ", tooLarge.Take(5))}{(tooLarge.Count > 5 ? string.Create(CultureInfo.InvariantCulture, $" and {tooLarge.Count - 5} more") : "")}; name such a file as the path to search it]";
}

/// <summary>Arguments of <see cref="GrepTool"/>.</summary>
internal sealed record GrepArguments(
    [property: Description("A regular expression.")] string Pattern,
    [property: Description("A folder or file; without it the whole repository.")] string? Path = null,
    string? Glob = null,
    bool? IgnoreCase = null);
