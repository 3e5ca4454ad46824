using System.Collections.Concurrent;
using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tandem.Agent.Edits.Text;
using Tandem.Pipeline.Privacy;

namespace Tandem.Agent.Tools;

/// <summary>Finds lines by a regular expression, in time that grows linearly with the text whatever the expression is.</summary>
/// <remarks>Private files are looked through only where the path names them: a search must not make a conversation private by accident.</remarks>
internal sealed class GrepTool(WorkspaceFiles files, PrivacyOptions privacy) : Tool<GrepArguments>("grep", ToolAccess.ReadOnly, ToolJson.Default.GrepArguments)
{
    private const int MaxMatches = 200;
    private const int MaxLine = 300;
    private const int MaxFileBytes = 1 << 20;

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
            (_, token) => Task.FromResult(Search(expression, folder, arguments.Glob, token)));
    }

    private ToolResult Search(Regex expression, string folder, string? glob, CancellationToken cancellationToken)
    {
        var sizes = files.List(cancellationToken).DistinctBy(entry => entry.Path).ToDictionary(entry => entry.Path, entry => entry.Size, StringComparer.Ordinal);
        var named = PathFilter.Apply(sizes.Keys, folder, glob).Where(path => path == folder || !privacy.IsPrivate(path)).Order(StringComparer.Ordinal).ToLookup(path => path == folder || sizes[path] <= MaxFileBytes);
        var wanted = named[true];
        var found = new ConcurrentDictionary<string, List<string>>(StringComparer.Ordinal);
        var count = 0;
        Parallel.ForEach(wanted, new ParallelOptions { CancellationToken = cancellationToken }, (path, state) =>
        {
            if (Volatile.Read(ref count) > MaxMatches) state.Stop();
            var lines = Match(expression, path);
            if (lines.Count == 0) return;
            found[path] = lines;
            Interlocked.Add(ref count, lines.Count);
        });
        if (found.IsEmpty)
            return ToolResult.Of("No matches." + Say(named[false].ToList()));

        var text = new StringBuilder();
        var shown = found.OrderBy(file => file.Key, StringComparer.Ordinal).SelectMany(file => file.Value.Select(line => (file.Key, line))).Take(MaxMatches).ToList();
        foreach (var (path, line) in shown) text.Append(CultureInfo.InvariantCulture, $"{path}:{line}\n");
        if (count > MaxMatches) text.Append("[more matches; narrow the pattern, the path or the glob]\n");
        return ToolResult.Of(text.ToString().TrimEnd('\n')) with { Paths = [.. shown.Select(one => one.Key).Distinct()] };
    }

    /// <summary>What was left out must not read as what holds no match.</summary>
    private static string Say(List<string> tooLarge) => tooLarge.Count == 0 ? ""
        : $" [not searched, over 1 MiB: {string.Join(", ", tooLarge.Take(5))}{(tooLarge.Count > 5 ? string.Create(CultureInfo.InvariantCulture, $" and {tooLarge.Count - 5} more") : "")}; name such a file as the path to search it]";

    private List<string> Match(Regex expression, string path)
    {
        var lines = new List<string>();
        if (files.ReadBytes(path) is not { } bytes) return lines;
        if (bytes.AsSpan(0, Math.Min(bytes.Length, 8_000)).Contains((byte)0)) return lines;
        var text = TextEncoding.Read(bytes).Text;
        if (!text.Contains('\r', StringComparison.Ordinal) && !expression.IsMatch(text)) return lines; // Most files: at once is much faster than line by line.
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (!expression.IsMatch(line)) continue;
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{number}:{(line.Length > MaxLine ? line[..MaxLine] : line)}"));
            if (lines.Count > MaxMatches) break;
        }

        return lines;
    }
}

/// <summary>Arguments of <see cref="GrepTool"/>.</summary>
internal sealed record GrepArguments(
    [property: Description("A regular expression.")] string Pattern,
    [property: Description("A folder or file; without it the whole repository.")] string? Path = null,
    string? Glob = null,
    bool? IgnoreCase = null);
