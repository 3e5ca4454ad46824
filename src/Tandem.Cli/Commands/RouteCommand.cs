using System.CommandLine;
using Tandem.Cli.Asking;
using Tandem.Cli.Terminal;
using Tandem.Pipeline;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ids;
using Tandem.Providers;

namespace Tandem.Cli.Commands;

/// <summary>Which model would answer, and why. Calls no model and makes no connection.</summary>
internal static class RouteCommand
{
    private static readonly Argument<string[]> Words = new("question") { Arity = ArgumentArity.ZeroOrMore, Description = "The question. @path mentions a file." };

    public static Command Create()
    {
        var command = new Command("route", "Show which model would answer a question, and why; nothing is sent.") { Words };
        command.SetWork(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var text = string.Join(' ', context.Parsed.GetValue(Words) ?? []).Trim();
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        var input = Console.IsInputRedirected ? Console.OpenStandardInput() : null;
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
}
