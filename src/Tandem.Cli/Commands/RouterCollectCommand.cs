using System.CommandLine;
using System.Globalization;
using Tandem.Cli.Collecting;
using Tandem.Pipeline.Errors;
using Tandem.Routing.Outcomes;

namespace Tandem.Cli.Commands;

/// <summary>Complete rows, which calibration needs: every model on every prompt, scored.</summary>
internal static class RouterCollectCommand
{
    private static readonly TimeSpan VerifierLimit = TimeSpan.FromMinutes(5);

    private static readonly Option<string> Prompts = new("--prompts") { Description = "Rows with id and prompt or messages, .jsonl or .jsonl.gz.", HelpName = "FILE", Required = true };
    private static readonly Option<string> Models = new("--models") { Description = "Configured models, separated by commas; naming them allows them to see the prompts.", HelpName = "A,B", Required = true };
    private static readonly Option<decimal> MaxCost = new("--max-cost") { Description = "USD for all answers in --out together; stops before it is passed.", HelpName = "USD", Required = true };
    private static readonly Option<string?> Verify = new("--verify") { Description = "Command that reads an answer on stdin; exit code 0 scores 1, any other 0.", HelpName = "CMD" };
    private static readonly Option<bool> Rate = new("--rate") { Description = "Ask for a rating of each answer on the terminal." };
    private static readonly Option<string?> Out = new("--out") { Description = "Grows by a row a prompt; an existing file is continued. Default: the prompts' name with .outcomes.jsonl.", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("collect", "Run all models on prompts and score the answers, within a cost; may be stopped and continued.") { Prompts, Models, MaxCost, Verify, Rate, Out };
        command.SetWork(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var models = RouterCommand.List(context.Parsed.GetValue(Models)).Distinct(StringComparer.Ordinal).ToArray();
        if (models.Length < 2)
            throw new RequestException(ErrorKind.Invalid, "--models takes at least two, separated by commas: --models llama,gpt-4");
        if (context.Parsed.GetValue(MaxCost) is < 0)
            throw new RequestException(ErrorKind.Invalid, "--max-cost takes an amount in USD that is not negative.");
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        var scorer = Scorer(context, engine);
        var prompts = context.Parsed.GetValue(Prompts)!;
        var file = context.Parsed.GetValue(Out) ?? Path.Combine(Path.GetDirectoryName(prompts) ?? "", Path.GetFileName(prompts).Split('.')[0] + ".outcomes.jsonl");
        var collection = new Collection(engine, scorer, models, context.Parsed.GetValue(MaxCost))
        {
            Paths = [engine.Workspace.Relative(context.FullPath(prompts))],
            OnSkipped = reason => context.Terminal.Note($"skipped {reason}", Terminal.Tone.Warning),
        };
        try
        {
            using var input = File.OpenRead(context.FullPath(prompts));
            using var rows = new CollectedRows(context.FullPath(file), models);
            return Report(context, file, rows, collection, await collection.RunAsync(OutcomeReader.Read(input, prompts), rows, cancellationToken));
        }
        catch (OutcomeFormatException wrong)
        {
            throw new RequestException(ErrorKind.Invalid, wrong.Message, wrong);
        }
    }

    private static IAnswerScorer Scorer(CommandContext context, Engine.Engine engine)
    {
        var verify = context.Parsed.GetValue(Verify);
        if (verify is null == !context.Parsed.GetValue(Rate))
            throw new RequestException(ErrorKind.Invalid, "Who scores the answers? Give either --verify CMD or --rate.");
        if (verify is not null)
            return new CommandScorer(verify, context.WorkingFolder, VerifierLimit, engine.Time);
        return context.Terminal.CanAsk
            ? new RatingScorer(context.Terminal)
            : throw new RequestException(ErrorKind.Invalid, "--rate asks at a terminal, and there is none. Use --verify CMD.");
    }

    private static int Report(CommandContext context, string file, CollectedRows rows, Collection collection, CollectionEnd end)
    {
        if (context.Json)
            context.Terminal.WriteLine(CliJson.Line(new CollectLine(
                end switch { CollectionEnd.Complete => "complete", CollectionEnd.CostCap => "cost_cap", _ => "stopped" }, rows.Count, collection.Skipped, collection.SpentUsd)));
        context.Terminal.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"{rows.Count:#,0} complete rows in {file}, {collection.Skipped:#,0} prompts skipped, ${collection.SpentUsd:0.####} spent in all."));
        if (end == CollectionEnd.CostCap)
            context.Terminal.Note("Stopped: the next prompt could pass --max-cost. The same command with a higher one goes on here.", Terminal.Tone.Warning);
        return end == CollectionEnd.CostCap ? ExitCode.Refused : ExitCode.Success;
    }
}
