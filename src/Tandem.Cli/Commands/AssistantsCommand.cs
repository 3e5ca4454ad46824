using System.CommandLine;
using Tandem.Agent.Assistants;
using Tandem.Cli.Terminal;
using Tandem.Engine.Assistants;
using Tandem.Pipeline;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ids;
using Tandem.Providers;
using Tandem.Providers.Chat;

namespace Tandem.Cli.Commands;

/// <summary>Assistants: what there is, a new one, and whether one does what its cases ask.</summary>
internal static class AssistantsCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "The assistant's name." };
    private static readonly Option<string> From = new("--from") { Description = "Start from this shipped assistant.", HelpName = "NAME" };
    private static readonly Option<bool> Project = new("--project") { Description = "Into this repository's assistants/ instead of your own folder." };

    public static Command Create()
    {
        var command = new Command("assistants", "List, make and test assistants: Tandem customised by a file.");
        var list = new Command("list", "List every assistant that can be used here.");
        list.SetWork(ListAsync);
        var show = new Command("show", "Print an assistant's file.") { Name };
        show.SetWork(ShowAsync);
        var make = new Command("new", "Write a new assistant's file.") { Name, From, Project };
        make.SetWork(NewAsync);
        var test = new Command("test", "Run an assistant's cases.") { Name };
        test.SetWork(TestAsync);
        command.Add(list);
        command.Add(make);
        command.Add(show);
        command.Add(test);
        command.SetWork(ListAsync);
        return command;
    }

    private static async Task<int> ListAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        var catalog = engine.LoadAssistants();
        foreach (var assistant in catalog.All)
            if (context.Json)
                context.Terminal.WriteLine(CliJson.Line(new AssistantLine(
                    assistant.Name, assistant.Description, Word(assistant.Origin), assistant.File, assistant.Version, assistant.Audience,
                    assistant.DataClass?.ToString().ToLowerInvariant(), assistant.EvaluatorNames, assistant.Starters, assistant.Cases.Count)));
            else
                context.Terminal.WriteLine(SafeText.Of($"{assistant.Name,-14} {Word(assistant.Origin),-8} {assistant.Description}{Gates(assistant)}"));
        return Report(catalog, context);
    }

    private static async Task<int> ShowAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        var assistant = engine.LoadAssistants().Get(context.Parsed.GetValue(Name)!);
        context.Terminal.Note($"{assistant.File} · {Word(assistant.Origin)} · version {assistant.Version}", Tone.Quiet);
        var text = assistant.Origin == AssistantOrigin.Shipped ? AssistantCatalog.ShippedText(assistant.Name)! : await File.ReadAllTextAsync(assistant.File, cancellationToken);
        context.Terminal.WriteLine(SafeText.Of(text.TrimEnd()));
        return ExitCode.Success;
    }

    private static async Task<int> NewAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        var name = context.Parsed.GetValue(Name)!;
        var folder = context.Parsed.GetValue(Project) ? Path.Combine(engine.Workspace.Root, "assistants") : engine.UserFolder();
        var file = AssistantTemplate.Write(folder, name, context.Parsed.GetValue(From));
        context.Terminal.WriteLine(SafeText.Of(file));
        context.Terminal.Note($"Edit it, then: tandem assistants test {name}", Tone.Quiet);
        return ExitCode.Success;
    }

    private static async Task<int> TestAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        var assistant = engine.LoadAssistants().Get(context.Parsed.GetValue(Name)!);
        if (assistant.Cases.Count == 0)
            throw new RequestException(ErrorKind.Invalid, $"The assistant '{assistant.Name}' has no cases. Write them below 'cases:' in {assistant.File}, or in cases/{assistant.Name}.yaml beside it.");
        var model = context.Parsed.GetValue(CommonOptions.Model);
        var template = new PipelineCall
        {
            Id = RequestId.New(engine.Time.GetUtcNow()),
            Request = NativeRequest.Of(new ChatRequest { Messages = [] }), // Each case brings its own.
            Owner = engine.Owner,
            Door = "assistants test",
            Workspace = engine.Workspace.Root,
            PinnedModel = model is "auto" ? null : model,
            Policy = context.Parsed.GetValue(CommonOptions.Policy),
            ConsentedClass = (await engine.Consents.FindAsync(engine.Workspace.Root, cancellationToken))?.Class,
            Budgets = engine.Budgets,
        };
        var tester = new AssistantTester(engine.AssistantGate(), engine.Time);
        var failed = 0;
        foreach (var one in assistant.Cases)
        {
            var result = await tester.RunAsync(assistant, one, template, engine.Workspace.Root, cancellationToken);
            failed += result.IsPassed ? 0 : 1;
            if (context.Json)
                context.Terminal.WriteLine(CliJson.Line(new CaseLine(result.Case, result.IsPassed, result.Problem, result.Model)));
            else
                context.Terminal.WriteLine(SafeText.Of($"{(result.IsPassed ? "✓" : "✗")} {result.Case}{(result.Model is { } who ? $" ({who})" : "")}{(result.Problem is { } problem ? $": {problem}" : "")}"));
        }

        context.Terminal.Note($"{assistant.Cases.Count - failed} passed, {failed} failed");
        return failed == 0 ? ExitCode.Success : ExitCode.NotVerified;
    }

    private static int Report(AssistantCatalog catalog, CommandContext context)
    {
        foreach (var fault in catalog.Faults)
            context.Terminal.Note($"tandem: {fault}", Tone.Error);
        return catalog.Faults.Count == 0 ? ExitCode.Success : ExitCode.Invalid;
    }

    private static string Gates(Assistant assistant) => assistant.EvaluatorNames.Count == 0 ? "" : $" [{string.Join(", ", assistant.EvaluatorNames)}]";

    private static string Word(AssistantOrigin origin) => origin.ToString().ToLowerInvariant();
}
