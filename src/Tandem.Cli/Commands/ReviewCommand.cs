using System.CommandLine;
using System.Globalization;
using Tandem.Cli.Changes;
using Tandem.Cli.Terminal;
using Tandem.Pipeline.Errors;
using Tandem.Routing;

namespace Tandem.Cli.Commands;

/// <summary>Findings on a change, each at a line that is there.</summary>
internal static class ReviewCommand
{
    private const int MaxFiles = 300;
    private const int MaxRoom = 40_000; // Of one question, in characters: with more, models overlook more.

    private static readonly Argument<string?> Range = new("range")
    {
        Arity = ArgumentArity.ZeroOrOne, Description = "A base (main: all since this branch left it), or A..B. Without it: all since the last commit.",
    };

    public static Command Create()
    {
        var command = new Command("review", "Review a change: findings as path:line. Exit code 5 where one is an error.") { Range };
        command.SetWork(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        var change = GitDiff.Since(engine.Workspace.Root, context.Parsed.GetValue(Range));
        var paths = await change.PathsAsync(cancellationToken);
        if (paths.Count > MaxFiles)
            throw new RequestException(ErrorKind.Invalid, $"{paths.Count} files changed; a review takes {MaxFiles} at most. Name a smaller range.");
        var files = new List<NumberedDiff>();
        foreach (var path in paths)
            files.Add(NumberedDiff.Of(path, await change.TextAsync([path], cancellationToken)));
        if (files.Count == 0)
        {
            context.Terminal.Note("Nothing changed there, so that there is nothing to review. New files count once they are staged (git add).");
            return End(context, [], files: 0, 0, 0);
        }

        var asking = new WholeAnswer(engine, context, "review", TaskKind.Review);
        var review = new Review(asking, Math.Min(MaxRoom, engine.Configuration.Models.Count == 0 ? MaxRoom : engine.Configuration.Models.Min(WholeAnswer.RoomOf) * 3 / 4));
        await review.RunAsync(files, cancellationToken);
        foreach (var path in review.Cut)
            context.Terminal.Note(SafeText.Of($"{path}: only the first part of its change was read; it is too long for the models of this pool."), Tone.Warning);
        return End(context, review.Findings, files.Count, review.LeftOut, asking.CostUsd);
    }

    private static int End(CommandContext context, IReadOnlyList<ReviewFinding> findings, int files, int leftOut, decimal costUsd)
    {
        var errors = findings.Count(finding => finding.Severity == "error");
        foreach (var finding in findings)
            context.Terminal.WriteLine(context.Json
                ? CliJson.Line(new FindingEvent("finding", finding.Path, finding.Line, finding.Severity, finding.Message))
                : SafeText.Of(string.Create(CultureInfo.InvariantCulture, $"{finding.Path}:{finding.Line}: {finding.Severity}: {finding.Message.ReplaceLineEndings(" ")}")));
        if (context.Json)
            context.Terminal.WriteLine(CliJson.Line(new ReviewedEvent("result", files, findings.Count, errors, leftOut, costUsd)));
        else if (files > 0)
            context.Terminal.Note(string.Create(
                CultureInfo.InvariantCulture,
                $"{(findings.Count == 0 ? "No findings" : $"{findings.Count} {(findings.Count == 1 ? "finding" : "findings")}, {errors} of them {(errors == 1 ? "an error" : "errors")}")} in {files} {(files == 1 ? "file" : "files")}{(leftOut > 0 ? $"; {leftOut} named no line of the change and {(leftOut == 1 ? "was" : "were")} left out" : "")}"), Tone.Quiet);
        return errors > 0 ? ExitCode.NotVerified : ExitCode.Success;
    }
}
