using System.CommandLine;
using Tandem.Cli.Outcomes;

namespace Tandem.Cli.Commands;

/// <summary>The user's own outcomes as an outcome file, to train on and to look at.</summary>
internal static class RouterExportCommand
{
    private static readonly Option<string?> Out = new("--out") { Description = "Write to this file instead of stdout.", HelpName = "FILE" };
    private static readonly Option<DateTimeOffset?> Since = SinceOption.Create();

    public static Command Create()
    {
        var command = new Command("export", "Write your own outcomes as an outcome file: one score a row, with its propensity.") { Out, Since };
        command.SetWork(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        var judged = await engine.Ledger.ReadJudgedAsync(engine.Owner, context.Parsed.GetValue(Since), cancellationToken).ToListAsync(cancellationToken);
        using var rows = new MemoryStream();
        using var export = new OutcomeExport(rows);
        foreach (var one in judged)
            export.Add(one);

        rows.Position = 0;
        if (context.Parsed.GetValue(Out) is { } file)
            WholeFile.Replace(context.FullPath(file), rows.CopyTo);
        else
            context.Terminal.Write(System.Text.Encoding.UTF8.GetString(rows.ToArray())); // JSON escapes control characters.
        context.Terminal.Note($"{export.Rows:#,0} outcomes exported"
            + (export.WithoutPrompt > 0 ? $"; {export.WithoutPrompt:#,0} left out whose prompt is not kept" : "")
            + (export.AnsweredByOther > 0 ? $"; {export.AnsweredByOther:#,0} left out that another model than the chosen one answered, or none" : "") + ".");
        return ExitCode.Success;
    }
}
