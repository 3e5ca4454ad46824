using System.CommandLine;
using System.Globalization;
using Tandem.Cli.Searching;
using Tandem.Cli.Terminal;

namespace Tandem.Cli.Commands;

/// <summary>Brings the code index up to date, or shows what it says of the repository as a whole.</summary>
internal static class IndexCommand
{
    private static readonly Option<string?> Root = new("--root") { Description = "Index this folder instead of the workspace.", HelpName = "DIR" };
    private static readonly Option<int?> Map = new("--map") { Description = "Print a map of the most used definitions that fits this many tokens.", HelpName = "TOKENS" };

    public static Command Create()
    {
        var command = new Command("index", "Bring the code index up to date; search does that by itself.") { Root, Map };
        command.SetWork((context, cancellationToken) => Task.FromResult(Run(context, cancellationToken)));
        return command;
    }

    private static int Run(CommandContext context, CancellationToken cancellationToken)
    {
        using var search = CodeSearch.Open(context, context.Parsed.GetValue(Root), cancellationToken);
        if (context.Parsed.GetValue(Map) is { } tokens)
        {
            var map = search.Index.Map(Math.Max(0, tokens), cancellationToken: cancellationToken);
            if (context.Json) context.Terminal.WriteLine(CliJson.Line(new MapLine(map.Text, map.EstimatedTokens, map.Files, map.Symbols)));
            else context.Terminal.Write(SafeText.Of(map.Text));
            return ExitCode.Success;
        }

        var report = search.Report;
        context.Terminal.WriteLine(context.Json
            ? CliJson.Line(new IndexLine(report.Files, report.Added, report.Changed, report.Removed, report.Commits, Math.Round(report.Elapsed.TotalSeconds, 3), report.Notes))
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Files} files: {report.Added} added, {report.Changed} changed, {report.Removed} removed; {report.Commits} commits; {report.Elapsed.TotalSeconds:0.0} s"));
        return ExitCode.Success;
    }
}
