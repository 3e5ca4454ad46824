using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Tandem.Cli.Terminal;

namespace Tandem.Cli.Commands;

/// <summary>Where every budget stands.</summary>
internal static class BudgetsCommand
{
    public static Command Create()
    {
        var command = new Command("budgets", "Show limit, spent and reserved of every budget in its current period.");
        command.SetWork(RunAsync);
        command.Add(BudgetsSetCommand.Set());
        command.Add(BudgetsSetCommand.Remove());
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("account", "limit", "spent", "reserved", "left", "per", "until (UTC)");
        foreach (var budget in engine.Budgets)
        {
            var state = await engine.Ledger.ReadBudgetAsync(budget, engine.Time.GetUtcNow(), cancellationToken);
            var period = budget.Period.ToString().ToLowerInvariant();
            if (context.Json)
                context.Terminal.WriteLine(CliJson.Line(new BudgetLine(
                    budget.Account, budget.Limit.Usd, state.Spent.Usd, state.Reserved.Usd, period, budget.Hard, state.PeriodEnd)));
            else
                table.AddRow(
                    new Text(SafeText.Of(budget.Account)), new Text(budget.Limit + (budget.Hard ? "" : " (soft)")), new Text(state.Spent.ToString()),
                    new Text(state.Reserved.ToString()), new Text(state.Left.ToString()), new Text(period),
                    new Text(state.PeriodEnd?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "—"));
        }

        if (!context.Json && engine.Budgets.Count == 0)
            context.Terminal.WriteLine("No budget is set. Set one: tandem budgets set 20 --per month");
        else if (!context.Json)
            context.Terminal.Write(table);
        return ExitCode.Success;
    }
}
