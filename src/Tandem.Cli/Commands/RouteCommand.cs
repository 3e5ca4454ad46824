using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Cli.Asking;
using Tandem.Cli.Terminal;
using Tandem.Pipeline;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Models;
using Tandem.Pipeline.Privacy;
using Tandem.Providers;
using Tandem.Routing;
using Tandem.Routing.Lab;
using Tandem.Routing.Outcomes;

namespace Tandem.Cli.Commands;

/// <summary>Which model would answer, and why. Calls no model and makes no connection.</summary>
internal static class RouteCommand
{
    private static readonly Argument<string[]> Words = new("question") { Arity = ArgumentArity.ZeroOrMore, Description = "The question. @path mentions a file." };

    private static readonly Option<string?> Batch = new("--batch") { Description = "Decide each row of this file (id, prompt or messages), .jsonl or .jsonl.gz.", HelpName = "FILE" };
    private static readonly Option<string?> Out = new("--out") { Description = "With --batch: where decisions are written, one line for each row.", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("route", "Show which model would answer a question, and why; nothing is sent.") { Words, Batch, Out };
        command.SetWork(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var text = string.Join(' ', context.Parsed.GetValue(Words) ?? []).Trim();
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        if (context.Parsed.GetValue(Batch) is { } batch)
            return await RunBatchAsync(context, engine, batch, cancellationToken);
        var input = context.Surroundings.Input;
        var question = await QuestionReader.ReadAsync(text, context.WorkingFolder, engine.Workspace, input, cancellationToken);
        if (question.Text.Length == 0 && question.Input is null)
            throw new RequestException(ErrorKind.Invalid, "What is the question? Write it behind 'tandem route'.");

        var decision = await engine.Pipeline.ExplainAsync(
            new PipelineCall
            {
                Id = RequestId.New(engine.Time.GetUtcNow()),
                Request = NativeRequest.Of(QuestionRequest.Build(question, engine.Workspace.Root)),
                Owner = engine.Owner,
                Door = "route",
                Workspace = engine.Workspace.Root,
                Policy = context.Parsed.GetValue(CommonOptions.Policy),
                PinnedModel = context.Parsed.GetValue(CommonOptions.Model) is "auto" ? null : context.Parsed.GetValue(CommonOptions.Model),
                Paths = [.. question.Files.Concat(question.Images)],
                ConsentedClass = (await engine.Consents.FindAsync(engine.Workspace.Root, cancellationToken))?.Class,
                Budgets = engine.Budgets,
            },
            cancellationToken);

        if (context.Json)
        {
            context.Terminal.WriteLine(CliJson.Line(decision));
        }
        else
        {
            context.Terminal.WriteLine(SafeText.Of(DecisionLine.Of(decision, engine.ZoneOf)));
            CandidateTable.Write(decision, engine.ZoneOf, context.Terminal, onOutput: true);
        }

        return decision.Choice is null ? ExitCode.NoModel : ExitCode.Success;
    }

    /// <summary>Many prompts at once, with the configured pool. Budgets and conversations play no part.</summary>
    private static async Task<int> RunBatchAsync(CommandContext context, Engine.Engine engine, string batch, CancellationToken cancellationToken)
    {
        if (context.Parsed.GetValue(Out) is not { } file)
            throw new RequestException(ErrorKind.Invalid, "Where shall the decisions go? Add --out FILE.");
        if (context.Parsed.GetValue(CommonOptions.Model) is { } model && model != "auto")
            throw new RequestException(ErrorKind.Invalid, "--model leaves nothing to decide; --batch takes --policy only.");
        var consent = (await engine.Consents.FindAsync(engine.Workspace.Root, cancellationToken))?.Class;
        var dataClass = new DataClassifier(engine.Configuration.Privacy).Classify([engine.Workspace.Relative(context.FullPath(batch))], label: false, asked: null, consent);
        var count = 0;
        try
        {
            using var input = File.OpenRead(context.FullPath(batch));
            WholeFile.Replace(context.FullPath(file), to => count = BatchRouting.Write(
                engine.Services.GetRequiredService<Router>(), engine.Services.GetRequiredService<ModelPool>().Profiles(),
                context.Parsed.GetValue(CommonOptions.Policy), dataClass.Class, OutcomeReader.ReadPrompts(input, batch), to));
        }
        catch (Exception wrong) when (wrong is OutcomeFormatException or UnknownPolicyException)
        {
            throw new RequestException(ErrorKind.Invalid, wrong.Message, wrong);
        }

        context.Terminal.Note($"{count:#,0} prompts decided; written to {file}.");
        return ExitCode.Success;
    }
}
