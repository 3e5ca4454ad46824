using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Tandem.Cli.Terminal;
using Tandem.Pipeline.Ledger;
using Tandem.Routing.Prices;

namespace Tandem.Cli.Commands;

/// <summary>What was used and spent: by model, and by day.</summary>
internal static class UsageCommand
{
    private static readonly Option<int> Days = new("--days") { Description = "How many days back, today included (UTC).", DefaultValueFactory = _ => 30, HelpName = "N" };

    public static Command Create()
    {
        Days.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 3_660)
                result.AddError("--days takes a number from 1 to 3660.");
        });
        var command = new Command("usage", "Show requests, tokens and cost by model, and cost by day.") { Days };
        command.SetWork(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        var now = engine.Time.GetUtcNow();
        var to = new DateTimeOffset(now.Date.AddDays(1), TimeSpan.Zero);
        var rows = await engine.Ledger.ReadUsageAsync(to.AddDays(-context.Parsed.GetValue(Days)), to, owner: null, cancellationToken);
        if (context.Json)
        {
            foreach (var row in rows)
                context.Terminal.WriteLine(CliJson.Line(new UsageLine(
                    row.Day.ToString("O", CultureInfo.InvariantCulture), row.Model, row.Requests, row.Attempts,
                    row.Tokens.InputTokens, row.Tokens.CachedInputTokens, row.Tokens.OutputTokens, row.Cost.Usd)));
            return ExitCode.Success;
        }

        if (rows.Count == 0)
        {
            context.Terminal.WriteLine("Nothing was used in this time. Ask something: tandem ask \"…\"");
            return ExitCode.Success;
        }

        context.Terminal.Write(ByModel(rows));
        context.Terminal.Write(ByDay(rows));
        return ExitCode.Success;
    }

    private static Table ByModel(IReadOnlyList<UsageRow> rows)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn("model");
        foreach (var heading in new[] { "requests", "attempts", "input", "of it cached", "output", "cost" })
            table.AddColumn(new TableColumn(heading).RightAligned());
        foreach (var model in rows.GroupBy(row => row.Model).OrderByDescending(group => group.Sum(row => row.Cost.Value)).ThenBy(group => group.Key, StringComparer.Ordinal))
            table.AddRow(
                new Text(SafeText.Of(model.Key)),
                Number(model.Sum(row => row.Requests)),
                Number(model.Sum(row => row.Attempts)),
                Number(model.Sum(row => row.Tokens.InputTokens)),
                Number(model.Sum(row => row.Tokens.CachedInputTokens)),
                Number(model.Sum(row => row.Tokens.OutputTokens)),
                new Text(Sum(model).ToString()));
        table.AddRow(
            new Text("all", new Style(decoration: Decoration.Bold)), Number(rows.Sum(row => row.Requests)), Number(rows.Sum(row => row.Attempts)),
            Number(rows.Sum(row => row.Tokens.InputTokens)), Number(rows.Sum(row => row.Tokens.CachedInputTokens)),
            Number(rows.Sum(row => row.Tokens.OutputTokens)), new Text(Sum(rows).ToString(), new Style(decoration: Decoration.Bold)));
        return table;
    }

    /// <summary>Cost by day; requests where nothing cost anything, so that a free model's use is seen too.</summary>
    private static BarChart ByDay(IReadOnlyList<UsageRow> rows)
    {
        var byCost = rows.Any(row => row.Cost > NanoUsd.Zero);
        var chart = new BarChart { Label = byCost ? "USD a day (UTC)" : "requests a day (UTC)" };
        chart.UseValueFormatter((value, culture) => byCost ? "$" + value.ToString("0.00##", culture) : value.ToString("0", culture));
        foreach (var day in rows.GroupBy(row => row.Day).OrderBy(group => group.Key))
            chart.AddItem(
                day.Key.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                byCost ? (double)Sum(day).Usd : day.Sum(row => row.Requests),
                Color.Teal);
        return chart;
    }

    private static NanoUsd Sum(IEnumerable<UsageRow> rows) => rows.Aggregate(NanoUsd.Zero, (sum, row) => sum + row.Cost);

    private static Text Number(long value) => new(value.ToString("#,0", CultureInfo.InvariantCulture));
}
