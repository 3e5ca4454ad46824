using System.CommandLine;
using Tandem.Agent.Permissions;
using Tandem.Agent.Turns;
using Tandem.Cli.Asking;
using Tandem.Cli.Running;
using Tandem.Engine.Agents;
using Tandem.Pipeline.Errors;
using Tandem.Providers.Chat;

namespace Tandem.Cli.Commands;

/// <summary>A task in the user's words.</summary>
internal static class RunCommand
{
    private static readonly Argument<string[]> Words = new("task") { Arity = ArgumentArity.ZeroOrMore, Description = "The task. @path mentions a file." };
    private static readonly Option<bool> Plan = new("--plan") { Description = "Read and plan only: nothing is changed, nothing is run." };
    private static readonly Option<bool> Web = new("--web") { Description = "Let the model read web pages." };
    private static readonly Option<string?> DataClass = new("--data-class") { Description = "private keeps the text in the house. It may only tighten.", HelpName = "CLASS" };
    private static readonly Option<string?> Assistant = new("--assistant") { Description = "Work as this assistant; 'tandem assistants' lists them.", HelpName = "NAME" };

    public static Command Create()
    {
        DataClass.AcceptOnlyFromAmong("private", "shareable");
        var command = new Command("run", "Give the agent a task, headless. With --json each event is a line.") { Words };
        foreach (var option in TaskArguments.All) command.Add(option);
        foreach (var option in (Option[])[Plan, Web, Assistant, DataClass]) command.Add(option);
        command.SetWork(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        var question = await QuestionReader.ReadAsync(
            string.Join(' ', context.Parsed.GetValue(Words) ?? []).Trim(), context.WorkingFolder, engine.Workspace, context.Surroundings.Input, cancellationToken);
        if (question is { Text.Length: 0, Input: { } task })
            question = question with { Text = task.Trim(), Input = null }; // Piped in alone, it is the task.
        if (question.Text.Length == 0)
            throw new RequestException(ErrorKind.Invalid, "What is the task? Write it behind 'tandem run', or pipe it in.");
        return await HeadlessTask.RunAsync(context, engine, Choice(context.Parsed), Message(question, engine.Workspace.Root), cancellationToken);
    }

    private static AgentChoice Choice(ParseResult parsed)
    {
        var choice = TaskArguments.Choice(parsed);
        return choice with
        {
            Mode = parsed.GetValue(Plan) ? PermissionMode.Plan : choice.Mode,
            AllowsWeb = parsed.GetValue(Web),
            Assistant = parsed.GetValue(Assistant),
            AskedClass = parsed.GetValue(DataClass) == "private" ? Routing.DataClass.Private : null,
        };
    }

    private static UserMessage Message(Question question, string root)
    {
        // The same material as a question's: mentioned files, stdin, images.
        var parts = QuestionRequest.Build(question, root, instructs: false).Messages[0].Parts.Where(part => part is not TextPart { Text: var text } || text != question.Text);
        return new UserMessage(question.Text) { Material = [.. parts], Paths = [.. question.Files, .. question.Images], IsUntrusted = question.Input is not null };
    }
}
