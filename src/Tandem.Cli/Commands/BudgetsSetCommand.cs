using System.CommandLine;
using Tandem.Cli.Terminal;
using Tandem.Configuration;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ledger;
using Tandem.Routing.Prices;

namespace Tandem.Cli.Commands;

/// <summary>Writes a budget into the user's configuration, or takes one out.</summary>
internal static class BudgetsSetCommand
{
    private static readonly Argument<decimal> Limit = new("usd") { Description = "The most that may be spent in a period, in USD." };
    private static readonly Option<string> Scope = new("--scope") { Description = "user (you), user:NAME, team:NAME or key:ID.", DefaultValueFactory = _ => "user", HelpName = "SCOPE" };
    private static readonly Option<string> Per = new("--per") { Description = "When it starts anew, in UTC.", DefaultValueFactory = _ => "month", HelpName = "PERIOD" };
    private static readonly Option<bool> Soft = new("--soft") { Description = "Paces spending and warns, but never refuses." };

    public static Command Set()
    {
        Per.AcceptOnlyFromAmong("day", "week", "month", "total");
        var command = new Command("set", "Set the budget of a scope and period in your configuration file.") { Limit, Scope, Per, Soft };
        command.SetWork(SetAsync);
        return command;
    }

    public static Command Remove()
    {
        var command = new Command("remove", "Take the budget of a scope and period out of your configuration file.") { Scope, Per };
        command.SetWork(RemoveAsync);
        return command;
    }

    private static async Task<int> SetAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var limit = context.Parsed.GetValue(Limit);
        if (limit <= 0)
            throw new RequestException(ErrorKind.Invalid, "A budget is more than 0 USD. To spend nothing, use a policy of local models: --policy local.");
        var budget = new BudgetOptions(context.Parsed.GetValue(Scope)!, NanoUsd.FromUsd(limit), Period(context), Hard: !context.Parsed.GetValue(Soft));
        var file = await Engine.UserFile.ChangeAsync(context.EngineOptions, (editor, text) => editor.SetBudget(text, budget), cancellationToken);
        context.Terminal.WriteLine(SafeText.Of($"{budget.Scope}: {budget.Limit} per {context.Parsed.GetValue(Per)}{(budget.Hard ? "" : ", soft")}, written to {file}."));
        return ExitCode.Success;
    }

    private static async Task<int> RemoveAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var scope = context.Parsed.GetValue(Scope)!;
        var file = await Engine.UserFile.ChangeAsync(context.EngineOptions, (editor, text) => editor.RemoveBudget(text, scope, Period(context)), cancellationToken)
            ?? throw new RequestException(ErrorKind.Invalid, $"There is no budget of scope '{scope}' per {context.Parsed.GetValue(Per)}. 'tandem budgets' lists what is set.");
        context.Terminal.WriteLine(SafeText.Of($"Removed the budget of {scope} per {context.Parsed.GetValue(Per)} from {file}."));
        return ExitCode.Success;
    }

    private static BudgetPeriod Period(CommandContext context) => Enum.Parse<BudgetPeriod>(context.Parsed.GetValue(Per)!, ignoreCase: true);
}
