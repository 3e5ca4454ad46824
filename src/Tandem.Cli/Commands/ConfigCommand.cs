using System.CommandLine;
using Tandem.Cli.Terminal;
using Tandem.Configuration.Origins;

namespace Tandem.Cli.Commands;

/// <summary>What is configured, and where each value comes from.</summary>
internal static class ConfigCommand
{
    private static readonly Option<bool> Origin = new("--origin") { Description = "Say for each value where it comes from." };

    public static Command Create()
    {
        var command = new Command("config", "Show the configuration in force.");
        var show = new Command("show", "Every value in force; keys are masked.") { Origin };
        show.SetWork(ShowAsync);
        command.Add(show);
        return command;
    }

    private static async Task<int> ShowAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var configuration = await Engine.Engine.LoadAsync(context.EngineOptions, cancellationToken);
        var report = context.Json ? OriginReport.ToJson(configuration.Origins) : OriginReport.ToText(configuration.Origins, context.Parsed.GetValue(Origin));
        foreach (var line in report.TrimEnd().Split('\n'))
            context.Terminal.WriteLine(SafeText.Of(line));
        foreach (var warning in configuration.Warnings)
            context.Terminal.Note(warning, Tone.Warning);
        return ExitCode.Success;
    }
}
