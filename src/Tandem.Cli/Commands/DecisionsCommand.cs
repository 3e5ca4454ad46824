using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Tandem.Cli.Asking;
using Tandem.Cli.Terminal;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ledger;

namespace Tandem.Cli.Commands;

/// <summary>What was decided, when and why.</summary>
internal static class DecisionsCommand
{
    private static readonly Argument<string?> Id = new("id") { Arity = ArgumentArity.ZeroOrOne, Description = "One decision (dec_…), with every candidate." };
    private static readonly Option<int> Count = new("--limit", "-n") { Description = "How many, newest first.", DefaultValueFactory = _ => 20, HelpName = "N" };

    public static Command Create()
    {
        var command = new Command("decisions", "Show the newest decisions, or one with all its candidates.") { Id, Count };
        command.SetWork(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        var id = context.Parsed.GetValue(Id);
        var filter = new DecisionFilter { DecisionId = id, Model = context.Parsed.GetValue(CommonOptions.Model), Limit = Math.Clamp(context.Parsed.GetValue(Count), 1, 10_000) };
        var decisions = await engine.Ledger.ReadDecisionsAsync(filter, cancellationToken).ToListAsync(cancellationToken);
        if (id is not null && decisions.Count == 0)
            throw new RequestException(ErrorKind.Invalid, $"There is no decision '{id}'. 'tandem decisions' lists them.");

        if (context.Json)
        {
            foreach (var decision in decisions)
                context.Terminal.WriteLine(CliJson.Line(decision));
        }
        else if (id is not null)
        {
            context.Terminal.WriteLine(SafeText.Of(DecisionLine.Of(decisions[0], engine.ZoneOf)));
            CandidateTable.Write(decisions[0], engine.ZoneOf, context.Terminal, onOutput: true);
        }
        else if (decisions.Count == 0)
        {
            context.Terminal.WriteLine("No decisions yet. Ask something: tandem ask \"…\"");
        }
        else
        {
            context.Terminal.Write(List(decisions));
        }

        return ExitCode.Success;
    }

    private static Table List(IReadOnlyList<DecisionEntry> decisions)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("time (UTC)", "model", "P", "task", "policy", "reason", "id");
        foreach (var decision in decisions)
        {
            var chosen = decision.Candidates.FirstOrDefault(candidate => candidate.Model == decision.Choice);
            table.AddRow(new[]
            {
                decision.Time.ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture), decision.Choice ?? "none",
                chosen?.PSuccess.ToString("0.00", CultureInfo.InvariantCulture) ?? "", decision.Task, decision.Policy, decision.Reason, decision.DecisionId.Value,
            }.Select(cell => new Text(SafeText.Of(cell))).ToArray<Spectre.Console.Rendering.IRenderable>());
        }

        return table;
    }
}
