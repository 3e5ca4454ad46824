using System.CommandLine;
using Tandem.Cli.Commands;

namespace Tandem.Cli;

/// <summary>The whole command line.</summary>
internal static class TandemCommands
{
    private static readonly Lazy<RootCommand> s_root = new(Create);
    private static readonly ParserConfiguration s_parser = new() { ResponseFileTokenReplacer = null }; // @file names a file to read, and is not a file of arguments.

    /// <summary>What an interrupted command gets to write down what was spent, before it is ended all the same: a busy disk may take seconds.</summary>
    private static readonly TimeSpan s_lastWords = TimeSpan.FromSeconds(20);

    /// <summary>Runs one command line to its exit code.</summary>
    /// <param name="output">Where System.CommandLine writes help; null = the process's output.</param>
    /// <param name="notes">Where it writes what was typed wrongly; null = the process's error output.</param>
    public static async Task<int> RunAsync(string[] arguments, Surroundings surroundings, TextWriter? output = null, TextWriter? notes = null, CancellationToken cancellationToken = default)
    {
        var parsed = s_root.Value.Parse(arguments, s_parser);
        var invocation = new CommandInvocation(surroundings) { ProcessTerminationTimeout = InteractiveCommand.TakesSignals(parsed) ? null : s_lastWords };
        if (output is not null) invocation.Output = output;
        if (notes is not null) invocation.Error = notes;
        var code = await parsed.InvokeAsync(invocation, cancellationToken);
        return parsed.Errors.Count > 0 ? ExitCode.Invalid : code;
    }

    private static RootCommand Create()
    {
        var root = new RootCommand("Tandem puts the best model on every question: the Llama you run yourself, or a GPT-4-class API.")
        {
            CommonOptions.Json,
            CommonOptions.Model,
            CommonOptions.Policy,
            CommonOptions.Config,
            AskCommand.Create(),
            RunCommand.Create(),
            RouteCommand.Create(),
            ApplyCommand.Create(),
            ReviewCommand.Create(),
            CommitCommand.Create(),
            ResolveCommand.Create(),
            ServeCommand.Create(),
            ModelsCommand.Create(),
            AssistantsCommand.Create(),
            KeysCommand.Create(),
            UsageCommand.Create(),
            DecisionsCommand.Create(),
            RateCommand.Create(),
            BudgetsCommand.Create(),
            LedgerCommand.Create(),
            SearchCommand.Create(),
            IndexCommand.Create(),
            RouterCommand.Create(),
            PrivacyCommand.Create(),
            TrustCommand.Create(),
            UndoCommand.Create(),
            DoctorCommand.Create(),
            InitCommand.Create(),
            ConfigCommand.Create(),
            CompletionCommand.Create(),
            InstallCommand.Create(),
            DevCommand.Create(),
            SessionsCommand.Create(),
        };
        return root.AddInteractive();
    }
}
