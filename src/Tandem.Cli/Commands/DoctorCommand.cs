using System.CommandLine;
using Tandem.Cli.Terminal;
using Tandem.Configuration.Diagnosis;

namespace Tandem.Cli.Commands;

/// <summary>Checks the whole set-up, with a real round trip to each model, and names the cures.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var command = new Command("doctor", "Check files, programs and every model; say what is wrong and how to cure it.");
        command.SetWork(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken) =>
        Show(await Engine.Engine.DiagnoseAsync(context.EngineOptions, TerminalFacts(context), cancellationToken), context);

    public static int Show(DoctorReport report, CommandContext context)
    {
        if (context.Json)
        {
            context.Terminal.WriteLine(report.ToJson());
        }
        else
        {
            foreach (var line in report.ToText().Split('\n'))
                context.Terminal.WriteLine(SafeText.Of(line));
        }

        return report.Worst == CheckStatus.Fail ? ExitCode.Failed : ExitCode.Success;
    }

    private static TerminalFacts TerminalFacts(CommandContext context) => new(
        IsInteractive: context.Terminal.RendersAnswers && context.Terminal.CanAsk,
        Columns: context.Terminal.RendersAnswers ? context.Terminal.Width : 0,
        IsUtf8: true, // What we write is always UTF-8.
        HasColour: context.Terminal.StylesOutput);
}
