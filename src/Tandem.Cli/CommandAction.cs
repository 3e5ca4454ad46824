using System.CommandLine;
using Tandem.Cli.Terminal;
using Tandem.Configuration;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ledger;

namespace Tandem.Cli;

/// <summary>Runs a command's work and turns every expected failure into one message and an exit code.</summary>
internal static class CommandAction
{
    public static void SetWork(this Command command, Func<CommandContext, CancellationToken, Task<int>> work) =>
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var surroundings = CommandInvocation.Of(parsed);
            using var terminal = surroundings.OpenTerminal();
            var context = new CommandContext(terminal, surroundings, parsed);
            try
            {
                return await work(context, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return ExitCode.Interrupted;
            }
            catch (ConfigurationException wrong)
            {
                return Report(context, ErrorKind.Invalid, wrong.Message);
            }
            catch (RequestException failure)
            {
                return Report(context, failure.Kind, failure.Message);
            }
            catch (LedgerUnavailableException unavailable)
            {
                return Report(context, ErrorKind.Failed, unavailable.Message);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return Report(context, ErrorKind.Failed, failure.Message);
            }
            catch (Exception defect)
            {
                if (surroundings.Variable("TANDEM_DEBUG") is not null)
                    terminal.Note(defect.ToString(), Tone.Quiet);
                return Report(context, ErrorKind.Failed, $"This is a defect of Tandem, please report it: {defect.GetType().Name}: {defect.Message} (TANDEM_DEBUG=1 shows where.)");
            }
        });

    private static int Report(CommandContext context, ErrorKind kind, string message)
    {
        if (context.Json)
            context.Terminal.WriteLine(CliJson.Line(new ErrorEvent("error", ErrorNames.Of(kind), message)));
        foreach (var line in message.Split('\n'))
            context.Terminal.Note($"tandem: {line}", Tone.Error);
        return ExitCode.Of(kind);
    }
}
