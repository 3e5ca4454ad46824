using System.CommandLine;
using System.Runtime.InteropServices;
using Tandem.Cli.Terminal;
using Tandem.Pipeline.Errors;
using Tandem.Server;

namespace Tandem.Cli.Commands;

/// <summary>Runs the gateway until it is told to stop.</summary>
internal static class ServeCommand
{
    private static readonly Option<string[]> Urls = new("--urls")
    {
        Description = "Where to listen, instead of gateway.urls; separated by semicolons or given several times.",
        HelpName = "URL",
    };

    public static Command Create()
    {
        var command = new Command("serve", "Serve the models to every tool that speaks to OpenAI, Anthropic or Ollama.") { Urls };
        command.SetWork(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var engine = await context.OpenEngineAsync(cancellationToken);
        await using var server = await TandemServer.StartAsync(engine, new ServerOptions { Urls = Addresses(context) }, cancellationToken);
        foreach (var address in server.Addresses)
            if (context.Json)
                context.Terminal.WriteLine(CliJson.Line(new ListeningEvent("listening", address.AbsoluteUri)));
            else
                context.Terminal.Note($"Tandem listens on {address} — point a tool's base URL there, and ask for the model 'auto'.", Tone.Strong);
        context.Terminal.Flush();
        foreach (var hint in engine.Hints)
            context.Terminal.Note(hint, Tone.Quiet);

        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stopping));
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stopping));
        await using var cancelled = cancellationToken.Register(() => stopping.TrySetResult());
        await stopping.Task;
        context.Terminal.Note("Stopping: answers under way are finished first.", Tone.Quiet);
        await server.StopAsync();
        return ExitCode.Success;
    }

    private static void Stop(PosixSignalContext signal, TaskCompletionSource stopping)
    {
        signal.Cancel = true; // The process ends when the answers have.
        stopping.TrySetResult();
    }

    private static List<Uri>? Addresses(CommandContext context)
    {
        var given = (context.Parsed.GetValue(Urls) ?? []).SelectMany(list => list.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        return given.Count == 0 ? null : given.ConvertAll(text => Uri.TryCreate(text, UriKind.Absolute, out var url)
            ? url
            : throw new RequestException(ErrorKind.Invalid, $"--urls {text}: that is no address. Give one such as http://127.0.0.1:4747."));
    }
}
