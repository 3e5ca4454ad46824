using System.CommandLine;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;

namespace Tandem.Cli.Commands;

/// <summary>The user's own word on an answer: the strongest outcome there is.</summary>
internal static class RateCommand
{
    private static readonly Argument<string[]> Words = new("rating") { Arity = new ArgumentArity(1, 2), Description = "[ID] up or down. Without a decision's id: the last question of this folder.", HelpName = "[ID] up|down" };

    public static Command Create()
    {
        var command = new Command("rate", "Say whether an answer was good; routing learns from it.") { Words };
        command.SetWork(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var words = context.Parsed.GetValue(Words)!;
        if (words[^1] is not ("up" or "down"))
            throw new RequestException(ErrorKind.Invalid, $"'{words[^1]}' is no rating; write up or down: tandem rate up");
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        var decision = words.Length == 2
            ? new DecisionId(words[0])
            : (await engine.Ledger.ReadLatestAsync(engine.Owner, engine.Workspace.Root, cancellationToken))?.DecisionId
                ?? throw new RequestException(ErrorKind.Invalid, "There is no earlier question from this folder to rate.");
        try
        {
            await engine.Ledger.AppendOutcomeAsync(
                new OutcomeEntry { DecisionId = decision, Time = engine.Time.GetUtcNow(), Kind = OutcomeKind.Rated, Value = words[^1] == "up" ? 1 : 0, Evidence = $"rate {words[^1]}" },
                cancellationToken);
        }
        catch (NotInLedgerException unknown)
        {
            throw new RequestException(ErrorKind.Invalid, $"There is no decision '{decision}'. 'tandem decisions' lists them.", unknown);
        }

        context.Terminal.Note($"Noted for {decision}.");
        return ExitCode.Success;
    }
}
