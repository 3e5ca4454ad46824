using System.CommandLine;
using Tandem.Agent.Checkpoints;
using Tandem.Cli.Terminal;
using Tandem.Pipeline.Errors;

namespace Tandem.Cli.Commands;

/// <summary>Takes the agent's changes in this workspace back.</summary>
internal static class UndoCommand
{
    private static readonly Argument<string?> Id = new("checkpoint") { Arity = ArgumentArity.ZeroOrOne, Description = "Which one; without it the last turn that changed something. An undo can be undone by its own id." };
    private static readonly Option<bool> List = new("--list") { Description = "List the checkpoints, the newest first." };
    private static readonly Option<bool> Session = new("--session") { Description = "Undo every turn of the last session." };

    public static Command Create()
    {
        var command = new Command("undo", "Take back what the agent changed here: exactly that, and nothing of yours.") { Id, List, Session };
        command.SetWork(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var options = context.EngineOptions;
        var store = new CheckpointStore(Engine.Workspace.Find(context.WorkingFolder).Root, Engine.Engine.Sources(options).DataFolder, options.Time);
        if (context.Parsed.GetValue(List)) return Show(context, store);
        var (restored, kept) = (0, 0);
        foreach (var header in Chosen(context, store))
        {
            var report = await store.UndoAsync(header.Id, cancellationToken);
            restored += report.Restored.Count;
            kept += report.Kept.Count;
            Tell(context, header, report);
        }
        if (!context.Json) context.Terminal.Note(kept == 0 ? $"{Paths(restored)} restored." : $"{Paths(restored)} restored, {kept} left alone.", kept == 0 ? Tone.Good : Tone.Warning);
        return ExitCode.Success;
    }

    private static string Paths(int count) => count == 1 ? "1 path" : $"{count} paths";

    private static List<CheckpointHeader> Chosen(CommandContext context, CheckpointStore store)
    {
        var all = store.List();
        if (context.Parsed.GetValue(Id) is { } id)
            return [all.FirstOrDefault(header => header.Id == id) ?? throw new RequestException(ErrorKind.Invalid, $"There is no checkpoint '{id}' in this workspace. List them with: tandem undo --list")];
        var last = all.FirstOrDefault(header => header is { State: not CheckpointState.Undone, UndoOf: null })
            ?? throw new RequestException(ErrorKind.Invalid, "There is nothing to undo: the agent changed nothing here, or all of it was taken back.");
        return context.Parsed.GetValue(Session) && last.Session is not null ? [.. all.Where(header => header.Session == last.Session && header.State != CheckpointState.Undone)] : [last];
    }

    private static void Tell(CommandContext context, CheckpointHeader header, UndoReport report)
    {
        if (context.Json)
        {
            context.Terminal.WriteLine(CliJson.Line(new UndoLine(header.Id, report.Restored, report.Kept)));
            return;
        }
        context.Terminal.WriteLine(SafeText.Of($"{header.Id}  {header.Label}"));
        foreach (var path in report.Restored) context.Terminal.WriteLine(SafeText.Of($"  restored {path}"));
        foreach (var path in report.Kept) context.Terminal.WriteLine(SafeText.Of($"  left {path.Path}: {path.Because}"));
    }

    private static int Show(CommandContext context, CheckpointStore store)
    {
        foreach (var header in store.List())
        {
            var changes = store.Changes(header.Id);
            if (context.Json) context.Terminal.WriteLine(CliJson.Line(new CheckpointLine(header.Id, header.Time, header.State, header.Label, header.Session, header.UndoOf, [.. changes.Select(change => change.Path)])));
            else context.Terminal.WriteLine(SafeText.Of($"{header.Id}  {header.Time.ToLocalTime():yyyy-MM-dd HH:mm}  {header.State.ToString().ToLowerInvariant(),-6}  {Paths(changes.Count),-9}  {header.Label}"));
        }
        return ExitCode.Success;
    }
}
