using System.CommandLine;
using System.Net;
using Tandem.ScriptedUpstream;

namespace Tandem.Cli.Commands;

/// <summary>Tools for those who work on Tandem or try it without a model.</summary>
internal static class DevCommand
{
    private static readonly Option<FileInfo> Script = new("--script") { Description = "What to answer (YAML; docs/scripted-upstream.md).", Required = true, HelpName = "FILE" };
    private static readonly Option<int> Port = new("--port") { Description = "Port on 127.0.0.1; 0 = any free one.", HelpName = "N" };

    public static Command Create()
    {
        var command = new Command("dev", "Tools for tests and demonstrations.");
        var upstream = new Command("upstream", "Serve scripted answers in all four dialects, faults included. A test tool: it is no model.") { Script, Port };
        upstream.SetWork(ServeAsync);
        command.Add(upstream);
        return command;
    }

    private static async Task<int> ServeAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var file = context.Parsed.GetValue(Script)!;
        var script = ScriptFile.Parse(await File.ReadAllTextAsync(file.FullName, cancellationToken));
        await using var upstream = await FakeUpstream.StartAsync(script, new IPEndPoint(IPAddress.Loopback, context.Parsed.GetValue(Port)));
        context.Terminal.WriteLine($"Scripted upstream at {upstream.Address} (Ctrl+C ends it)");
        context.Terminal.Flush();
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return ExitCode.Success;
    }
}
