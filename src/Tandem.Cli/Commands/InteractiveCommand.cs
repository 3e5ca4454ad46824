using System.CommandLine;
using System.CommandLine.Help;
using Tandem.Cli.Interactive;
using Tandem.Cli.Terminal;

namespace Tandem.Cli.Commands;

/// <summary><c>tandem</c> alone: the interactive session at a terminal, else the help.</summary>
internal static class InteractiveCommand
{
    private static readonly Option<bool> Plain = new("--plain") { Description = "No cursor movement, words instead of marks: for screen readers." };
    private static readonly Option<bool> Continue = new("--continue", "-c") { Description = "Go on with the last session of this folder." };
    private static readonly Option<string?> Assistant = new("--assistant") { Description = "Talk to this assistant.", HelpName = "NAME" };
    private static readonly Option<string?> Theme = new("--theme") { Description = "dark, light or none.", HelpName = "NAME" };

    /// <summary>Makes the interactive session what the root command does.</summary>
    public static RootCommand AddInteractive(this RootCommand root)
    {
        Theme.AcceptOnlyFromAmong("dark", "light", "none");
        root.Add(Plain);
        root.Add(Continue);
        root.Add(Theme);
        root.Add(Assistant);
        root.SetWork(RunAsync);
        return root;
    }

    /// <summary>An interactive session takes signals itself: Ctrl+C ends a turn there, not the program.</summary>
    public static bool TakesSignals(ParseResult parsed) => parsed.CommandResult.Command is RootCommand || SessionsCommand.IsInteractive(parsed);

    /// <summary>Runs a session; without a terminal, says how to do without.</summary>
    public static async Task<int> StartAsync(CommandContext context, InteractiveOptions options, CancellationToken cancellationToken)
    {
        if (!context.Surroundings.IsInteractive)
        {
            context.Terminal.Note("This is not a terminal. Headless: tandem run \"…\" works on a task, tandem ask \"…\" answers a question; both take --json.", Tone.Warning);
            return ExitCode.Invalid;
        }

        await using var engine = await context.OpenEngineAsync(cancellationToken);
        return await new InteractiveSession(engine, context.Terminal, options).RunAsync(cancellationToken);
    }

    public static InteractiveOptions Options(CommandContext context) => new()
    {
        IsPlain = context.Parsed.GetValue(Plain) || context.Surroundings.Variable("TANDEM_PLAIN") is not null,
        Theme = context.Parsed.GetValue(Theme),
        Assistant = context.Parsed.GetValue(Assistant),
        Model = context.Parsed.GetValue(CommonOptions.Model) is { } model && model != "auto" ? model : null,
        Policy = context.Parsed.GetValue(CommonOptions.Policy),
    };

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (!context.Surroundings.IsInteractive)
        {
            new HelpAction().Invoke(context.Parsed);
            context.Terminal.Note("This is not a terminal. Headless: tandem run \"…\" works on a task, tandem ask \"…\" answers a question; both take --json.");
            return ExitCode.Success;
        }

        var options = Options(context);
        return await StartAsync(context, context.Parsed.GetValue(Continue) ? options with { Resume = "last" } : options, cancellationToken);
    }
}
