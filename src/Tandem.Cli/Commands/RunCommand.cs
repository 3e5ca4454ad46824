using System.CommandLine;
using Tandem.Agent.Permissions;
using Tandem.Agent.Turns;
using Tandem.Cli.Asking;
using Tandem.Cli.Running;
using Tandem.Cli.Terminal;
using Tandem.Engine.Agents;
using Tandem.Pipeline.Errors;
using Tandem.Providers.Chat;

namespace Tandem.Cli.Commands;

/// <summary>A task for the agent, without a person: progress to stderr, the last answer to stdout.</summary>
internal static class RunCommand
{
    private static readonly Argument<string[]> Words = new("task") { Arity = ArgumentArity.ZeroOrMore, Description = "The task. @path mentions a file." };
    private static readonly Option<string[]> Verify = new("--verify") { Description = "A command that judges the work; may be given several times. Without it: 'verify' of the configuration, else detected.", HelpName = "CMD" };
    private static readonly Option<bool> Yes = new("--yes") { Description = "Allow what would ask, except what is denied or protected." };
    private static readonly Option<bool> Plan = new("--plan") { Description = "Read and plan only: nothing is changed, nothing is run." };
    private static readonly Option<decimal?> MaxCost = new("--max-cost") { Description = "Stop before the task costs more.", HelpName = "USD" };
    private static readonly Option<int?> MaxTurns = new("--max-turns") { Description = "Stop after so many calls to a model.", HelpName = "N" };
    private static readonly Option<bool> NoSandbox = new("--no-sandbox") { Description = "Run commands without a sandbox where there is none: they can do what you can." };
    private static readonly Option<bool> Web = new("--web") { Description = "Let the model read web pages." };
    private static readonly Option<string?> DataClass = new("--data-class") { Description = "private keeps the text in the house. It may only tighten.", HelpName = "CLASS" };

    private static readonly Option<string?> Assistant = new("--assistant") { Description = "Work as this assistant; 'tandem assistants' lists them.", HelpName = "NAME" };

    public static Command Create()
    {
        DataClass.AcceptOnlyFromAmong("private", "shareable");
        var command = new Command("run", "Give the agent a task, headless. With --json each event is a line.") { Words, Verify, Yes, Plan, MaxCost, MaxTurns, NoSandbox, Web, Assistant, DataClass };
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

        await using var agent = await engine.OpenAgentAsync(Choice(context), cancellationToken);
        foreach (var note in agent.Extensions.Notes)
            context.Terminal.Note(Terminal.SafeText.Of(note), Terminal.Tone.Warning);
        var session = agent.Session;
        IAgentListener listener = context.Json ? new JsonListener(context.Terminal) : new ProgressListener(context.Terminal, engine.ZoneOf);
        await listener.OnAsync(new SessionStarted(session.Id, engine.Workspace.Root, session.Mode.ToString().ToLowerInvariant(), session.Setup.Sandbox), cancellationToken);
        var options = new TaskOptions
        {
            Verify = context.Parsed.GetValue(Verify) ?? [],
            MaxCostUsd = context.Parsed.GetValue(MaxCost),
            OnVerify = (command, _) =>
            {
                if (!context.Json) context.Terminal.Note(SafeText.Of($"  verify: {command}"), Tone.Quiet);
                return ValueTask.CompletedTask;
            },
        };
        var ended = await engine.RunTaskAsync(agent, Message(question, engine.Workspace.Root), options, listener, cancellationToken);
        if (context.Json)
            return ended.ExitCode;
        if (ended.Summary.Length > 0)
        {
            var answer = AnswerWriter.For(context.Terminal);
            answer.Add(ended.Summary);
            answer.End();
        }

        RunReport.Write(ended, context.Terminal);
        return ended.ExitCode;
    }

    private static AgentChoice Choice(CommandContext context)
    {
        var parsed = context.Parsed;
        if (parsed.GetValue(MaxTurns) is <= 0)
            throw new RequestException(ErrorKind.Invalid, "--max-turns takes a number from 1 on.");
        if (parsed.GetValue(MaxCost) is < 0)
            throw new RequestException(ErrorKind.Invalid, "--max-cost takes an amount in dollars, such as 0.50.");
        var model = parsed.GetValue(CommonOptions.Model);
        return new AgentChoice
        {
            Door = "run",
            Mode = parsed.GetValue(Plan) ? PermissionMode.Plan : parsed.GetValue(Yes) ? PermissionMode.Auto : PermissionMode.Edit,
            AllowsNoSandbox = parsed.GetValue(NoSandbox),
            AllowsWeb = parsed.GetValue(Web),
            Limits = new AgentLimits { MaxCostUsd = parsed.GetValue(MaxCost), MaxSteps = parsed.GetValue(MaxTurns) ?? new AgentLimits().MaxSteps },
            Model = model is "auto" ? null : model,
            Policy = parsed.GetValue(CommonOptions.Policy),
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
