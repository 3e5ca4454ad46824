using System.CommandLine;
using Tandem.Cli;
using Tandem.Cli.Commands;

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
root.AddInteractive();
var parsed = root.Parse(args);
var code = await parsed.InvokeAsync(InteractiveCommand.ConfigurationFor(parsed));
return parsed.Errors.Count > 0 ? ExitCode.Invalid : code;
