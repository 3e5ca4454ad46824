using System.CommandLine;
using System.Text.Json;
using Tandem.Cli.Asking;
using Tandem.Engine.Assistants;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ledger;

namespace Tandem.Cli.Commands;

/// <summary>One question, one streamed answer, by the model that fits.</summary>
internal static class AskCommand
{
    private static readonly Argument<string[]> Words = new("question") { Arity = ArgumentArity.ZeroOrMore, Description = "The question. @path mentions a file." };
    private static readonly Option<bool> Why = new("--why") { Description = "Show every candidate with its probability, cost and reason." };
    private static readonly Option<bool> Again = new("--again") { Description = "Ask the last question of this folder again, with --model by another model." };
    private static readonly Option<string?> DataClass = new("--data-class") { Description = "private keeps the text in the house. It may only tighten.", HelpName = "CLASS" };

    private static readonly Option<string?> Assistant = new("--assistant") { Description = "Ask this assistant; 'tandem assistants' lists them.", HelpName = "NAME" };

    public static Command Create()
    {
        DataClass.AcceptOnlyFromAmong("private", "shareable");
        var command = new Command("ask", "Ask one question; the answer is streamed to stdout. Stdin is extra context.") { Words, Why, Again, DataClass, Assistant };
        command.SetWork(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        var previous = context.Parsed.GetValue(Again)
            ? await engine.Ledger.ReadLatestAsync(engine.Owner, engine.Workspace.Root, cancellationToken)
                ?? throw new RequestException(ErrorKind.Invalid, "There is no earlier question from this folder to ask again.")
            : null;
        var question = previous is null ? await ReadAsync(context, engine, cancellationToken) : await RecallAsync(engine, previous, cancellationToken);

        if (context.Parsed.GetValue(Assistant) is { } name)
            return await new AssistantAsking(engine, context.Terminal, context.Json)
            {
                Model = context.Parsed.GetValue(CommonOptions.Model),
                Policy = context.Parsed.GetValue(CommonOptions.Policy),
                ShowsWhy = context.Parsed.GetValue(Why),
                AskedClass = context.Parsed.GetValue(DataClass) == "private" ? Routing.DataClass.Private : null,
            }.RunAsync(engine.LoadAssistants().Get(name), question, cancellationToken);

        var asking = new Asking.Asking(engine, context.Terminal, context.Json)
        {
            Model = context.Parsed.GetValue(CommonOptions.Model),
            Policy = context.Parsed.GetValue(CommonOptions.Policy),
            ShowsWhy = context.Parsed.GetValue(Why),
            AskedClass = context.Parsed.GetValue(DataClass) == "private" ? Routing.DataClass.Private : null,
        };
        var code = await asking.RunAsync(question, cancellationToken);
        if (previous is not null && code == ExitCode.Success)
            await engine.Ledger.AppendOutcomeAsync(
                new OutcomeEntry
                {
                    DecisionId = previous.DecisionId,
                    Time = engine.Time.GetUtcNow(),
                    Kind = OutcomeKind.RetriedWith,
                    Value = 0,
                    Evidence = asking.Answered,
                },
                cancellationToken);
        return code;
    }

    private static async Task<Question> ReadAsync(CommandContext context, Engine.Engine engine, CancellationToken cancellationToken)
    {
        var text = string.Join(' ', context.Parsed.GetValue(Words) ?? []).Trim();
        var input = context.Surroundings.Input;
        var question = await QuestionReader.ReadAsync(text, context.WorkingFolder, engine.Workspace, input, cancellationToken);
        return question.Text.Length > 0 || question.Input is not null
            ? question
            : throw new RequestException(ErrorKind.Invalid, "What is the question? Write it behind 'tandem ask', or pipe it in.");
    }

    private static async Task<Question> RecallAsync(Engine.Engine engine, DecisionEntry previous, CancellationToken cancellationToken)
    {
        var kept = await engine.Ledger.ReadTextAsync(previous.RequestId, cancellationToken);
        try
        {
            return kept?.Prompt is { } prompt && JsonSerializer.Deserialize(prompt, QuestionJson.Default.Question) is { } question
                ? question
                : throw new RequestException(ErrorKind.Invalid, "The text of the last question was deleted. Ask it anew.");
        }
        catch (JsonException unreadable)
        {
            throw new RequestException(ErrorKind.Invalid, "The last request of this folder was not a question of 'tandem ask'. Ask it anew.", unreadable);
        }
    }
}
