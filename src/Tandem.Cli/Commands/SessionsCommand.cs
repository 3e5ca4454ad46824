using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Agent.Sessions;
using Tandem.Cli.Interactive;
using Tandem.Cli.Interactive.View;
using Tandem.Cli.Sessions;
using Tandem.Cli.Terminal;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ids;

namespace Tandem.Cli.Commands;

/// <summary>Earlier conversations of this folder: look at them, go on with them, take them elsewhere.</summary>
internal static class SessionsCommand
{
    private static readonly Argument<string?> Id = new("id") { Arity = ArgumentArity.ZeroOrOne, Description = "A session's id, its beginning or its end; without: the last one." };
    private static readonly Option<bool> All = new("--all") { Description = "Of all folders." };
    private static readonly Option<int> Count = new("--limit", "-n") { Description = "How many, newest first.", DefaultValueFactory = _ => 20, HelpName = "N" };
    private static readonly Option<int?> At = new("--at") { Description = "Take over only the first N entries.", HelpName = "N" };
    private static readonly Option<string?> Out = new("--out", "-o") { Description = "Write to this file instead of stdout.", HelpName = "FILE" };
    private static readonly Command Resume = new("resume", "Go on with a session, interactively.") { Id };

    public static Command Create()
    {
        var command = new Command("sessions", "List earlier sessions of this folder.") { All, Count };
        command.SetWork(ListAsync);
        var list = new Command("list", "List earlier sessions of this folder.") { All, Count };
        list.SetWork(ListAsync);
        Resume.SetWork(ResumeAsync);
        var fork = new Command("fork", "Begin another way from a session; it stays as it is. Prints the new id.") { Id, At };
        fork.SetWork(ForkAsync);
        var export = new Command("export", "Print a session as Markdown, with --json as one entry a line.") { Id, Out };
        export.SetWork(ExportAsync);
        foreach (var one in new[] { list, Resume, fork, export })
            command.Add(one);
        return command;
    }

    public static bool IsInteractive(ParseResult parsed) => parsed.CommandResult.Command == Resume;

    private static async Task<int> ListAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        var store = engine.Services.GetRequiredService<ISessionStore>();
        var workspace = context.Parsed.GetValue(All) ? null : engine.Workspace.Root;
        var sessions = (await store.ListAsync(engine.Owner, workspace, cancellationToken)).Take(Math.Clamp(context.Parsed.GetValue(Count), 1, 10_000)).ToList();
        if (context.Json)
            foreach (var session in sessions)
                context.Terminal.WriteLine(CliJson.Line(SessionLine.Of(session)));
        else if (sessions.Count == 0)
            context.Terminal.WriteLine("No sessions yet. Begin one: tandem");
        else
            foreach (var line in SessionLines.Of(sessions, engine.Time.GetUtcNow(), context.Terminal.RendersAnswers ? context.Terminal.Width : 200))
                context.Terminal.WriteLine(line);
        return ExitCode.Success;
    }

    private static Task<int> ResumeAsync(CommandContext context, CancellationToken cancellationToken) =>
        InteractiveCommand.StartAsync(context, InteractiveCommand.Options(context) with { Resume = context.Parsed.GetValue(Id) ?? "last" }, cancellationToken);

    private static async Task<int> ForkAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        var store = engine.Services.GetRequiredService<ISessionStore>();
        var from = await FindAsync(context, engine, store, cancellationToken);
        var kept = context.Parsed.GetValue(At) ?? from.Entries;
        if (kept < 0 || kept > from.Entries)
            throw new RequestException(ErrorKind.Invalid, $"--at takes a number from 0 to {from.Entries}, the entries of this session.");
        var now = engine.Time.GetUtcNow();
        var fork = new SessionHeader(SessionId.New(now), from.Owner, from.Workspace, from.Assistant, from.Title, now, now, kept, from.Id, kept);
        await store.CreateAsync(fork, cancellationToken);
        context.Terminal.WriteLine(context.Json ? CliJson.Line(SessionLine.Of(fork)) : fork.Id.Value);
        return ExitCode.Success;
    }

    private static async Task<int> ExportAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        var store = engine.Services.GetRequiredService<ISessionStore>();
        var session = await FindAsync(context, engine, store, cancellationToken);
        var entries = await store.ReadAsync(session.Id, cancellationToken);
        var text = context.Json ? SessionExport.Json(entries) : SessionExport.Markdown(session, entries);
        if (context.Parsed.GetValue(Out) is { } file)
        {
            await File.WriteAllTextAsync(context.FullPath(file), text, cancellationToken);
            context.Terminal.Note($"Wrote {entries.Count} entries to {file}.");
        }
        else
        {
            context.Terminal.Write(context.Terminal.RendersAnswers ? SafeText.Of(text) : text);
        }

        return ExitCode.Success;
    }

    private static async Task<SessionHeader> FindAsync(CommandContext context, Engine.Engine engine, ISessionStore store, CancellationToken cancellationToken) =>
        SessionFinder.Find(await store.ListAsync(engine.Owner, engine.Workspace.Root, cancellationToken), context.Parsed.GetValue(Id) ?? "last");
}
