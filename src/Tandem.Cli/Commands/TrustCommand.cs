using System.CommandLine;
using Tandem.Agent.Trust;
using Tandem.Cli.Terminal;
using Tandem.Configuration.Loading;
using Tandem.Pipeline.Errors;

namespace Tandem.Cli.Commands;

/// <summary>Which repositories may name commands, hooks and servers that Tandem starts, and whose instructions count as the user's own word.</summary>
internal static class TrustCommand
{
    private static readonly Option<bool> Yes = new("--yes") { Description = "Trust without asking: you have read it." };

    public static Command Create()
    {
        var command = new Command("trust", "Show what this repository can make Tandem execute and tells its agents (AGENTS.md …), and trust exactly that.") { Yes };
        var show = new Command("show", "Show it, and whether it is trusted.");
        var revoke = new Command("revoke", "Trust this repository no longer.");
        show.SetWork((context, token) => Task.FromResult(Each(context, folder => Show(context, Store(context).LookAtAll(folder, token)))));
        revoke.SetWork((context, _) => Task.FromResult(Each(context, folder => Revoke(context, folder))));
        command.Add(show);
        command.Add(revoke);
        command.SetWork((context, token) => Task.FromResult(Each(context, folder => Trust(context, Store(context).LookAtAll(folder, token)))));
        return command;
    }

    private static TrustStore Store(CommandContext context) => new(Engine.Engine.Sources(context.EngineOptions).DataFolder, context.EngineOptions.Time);

    /// <summary>The workspace, and the folder of its <c>tandem.yaml</c> where that is another.</summary>
    private static int Each(CommandContext context, Func<string, int> work)
    {
        var project = Path.GetDirectoryName(ConfigurationLoader.FindProjectFile(Engine.Engine.Sources(context.EngineOptions)));
        var root = Engine.Workspace.Find(context.WorkingFolder).Root;
        string[] folders = project is null || Engine.Workspace.Exact(project).Root == root ? [root] : [root, project];
        return folders.Select(work).ToList().Max();
    }

    private static int Trust(CommandContext context, TrustLook look)
    {
        Show(context, look);
        if (look is { IsTrusted: true, TrustsInstructions: true }) return ExitCode.Success;
        if (!context.Parsed.GetValue(Yes))
        {
            if (!context.Terminal.CanAsk) throw new RequestException(ErrorKind.Invalid, "Nobody is here to be asked. Read what is shown above, then: tandem trust --yes");
            if (context.Terminal.AskKey("Trust exactly this? [y]es / [n]o:", "yn") != 'y') return ExitCode.Failed;
        }
        Store(context).Trust(look);
        context.Terminal.Note("Trusted. It is asked again when any of it changes; 'tandem trust revoke' takes it back.", Tone.Good);
        return ExitCode.Success;
    }

    private static int Revoke(CommandContext context, string folder)
    {
        context.Terminal.Note(SafeText.Of(Store(context).Revoke(folder) ? $"{folder} is no longer trusted." : $"{folder} was not trusted."));
        return ExitCode.Success;
    }

    private static int Show(CommandContext context, TrustLook look)
    {
        var terminal = context.Terminal;
        if (context.Json)
        {
            terminal.WriteLine(CliJson.Line(new TrustLine(look.Folder, look.IsTrusted, look.Since, [.. look.Items.Select(item => item.Path)], look.Changes, [.. look.Instructions.Select(item => item.Path)], look.TrustsInstructions)));
            return ExitCode.Success;
        }
        var state = look.Items.Count == 0 ? "nothing here can make Tandem execute anything" : State(look, look.IsTrusted);
        terminal.WriteLine(SafeText.Of($"{look.Folder}: {state}"));
        if (look.Instructions.Count > 0) terminal.WriteLine(SafeText.Of($"  what it tells agents: {State(look, look.TrustsInstructions)}"));
        if (look.WasTrusted && look is not { IsTrusted: true, TrustsInstructions: true }) ShowChanges(look, terminal);
        else ShowItems([.. look.Items, .. look.Instructions], terminal);
        return ExitCode.Success;
    }

    private static string State(TrustLook look, bool isTrusted) =>
        isTrusted ? $"trusted since {look.Since:yyyy-MM-dd}" : look.WasTrusted ? "changed since it was trusted" : "not trusted";

    private static void ShowItems(IReadOnlyList<TrustedItem> items, ITerminal terminal)
    {
        foreach (var item in items)
        {
            terminal.WriteLine();
            terminal.WriteLine(SafeText.Of($"── {item.Path}"));
            foreach (var line in (item.Text ?? "(no text, or too long to show: look at the file)").TrimEnd().Split('\n')) terminal.WriteLine(SafeText.Of("  " + line));
        }
    }

    private static void ShowChanges(TrustLook look, ITerminal terminal)
    {
        foreach (var change in look.Changes)
        {
            terminal.WriteLine();
            terminal.WriteLine(SafeText.Of($"── {change.Action} {change.Path}"));
            foreach (var line in (change.Diff ?? "(no text, or too long to show: look at the file)").TrimEnd().Split('\n')) terminal.WriteLine(SafeText.Of("  " + line));
        }
    }
}
