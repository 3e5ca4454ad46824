using System.CommandLine;
using Tandem.Cli.Terminal;
using Tandem.Pipeline.Privacy;
using Tandem.Routing;
using Tandem.Routing.Decisions;

namespace Tandem.Cli.Commands;

/// <summary>Which workspaces external models may see.</summary>
internal static class PrivacyCommand
{
    private static readonly Argument<string?> Folder = new("path") { Arity = ArgumentArity.ZeroOrOne, Description = "A folder; without it the workspace you are in." };

    public static Command Create()
    {
        var command = new Command("privacy", "Show or say which folders external models may see.");
        var allow = new Command("allow", "External models may see this folder, and those below it.") { Folder };
        allow.SetWork((context, cancellationToken) => SetAsync(context, DataClass.Shareable, cancellationToken));
        var deny = new Command("deny", "Only local models may see this folder, and those below it.") { Folder };
        deny.SetWork((context, cancellationToken) => SetAsync(context, DataClass.Private, cancellationToken));
        var show = new Command("show", "List every answer given, and what counts here.") { Folder };
        show.SetWork(ShowAsync);
        command.Add(allow);
        command.Add(deny);
        command.Add(show);
        command.SetWork(ShowAsync);
        return command;
    }

    private static async Task<int> SetAsync(CommandContext context, DataClass dataClass, CancellationToken cancellationToken)
    {
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        var folder = context.Parsed.GetValue(Folder) is { } path ? Engine.Workspace.Exact(context.FullPath(path)).Root : engine.Workspace.Root;
        await engine.Consents.SetAsync(new Consent(folder, dataClass, engine.Time.GetUtcNow(), engine.Owner), cancellationToken);
        context.Terminal.Note(dataClass == DataClass.Shareable
            ? $"External models may see {folder}. Private paths ({string.Join(", ", engine.Configuration.Privacy.PrivatePaths)}) stay."
            : $"Only local models may see {folder}.");
        return ExitCode.Success;
    }

    private static async Task<int> ShowAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        var consents = await engine.Consents.ListAsync(cancellationToken);
        if (context.Json)
        {
            foreach (var consent in consents)
                context.Terminal.WriteLine(CliJson.Line(new ConsentLine(consent.Workspace, Words.Of(consent.Class), consent.Time, consent.GivenBy)));
            return ExitCode.Success;
        }

        var here = await engine.Consents.FindAsync(engine.Workspace.Root, cancellationToken);
        var inForce = here?.Class ?? engine.Configuration.Privacy.Default;
        context.Terminal.WriteLine(SafeText.Of($"{engine.Workspace.Root}: {Words.Of(inForce)} ({(here is null ? "privacy.default" : $"said for {here.Workspace}")})"));
        foreach (var consent in consents)
            context.Terminal.WriteLine(SafeText.Of($"  {Words.Of(consent.Class),-9}  {consent.Workspace}  ({consent.Time:yyyy-MM-dd}, {consent.GivenBy})"));
        return ExitCode.Success;
    }
}
