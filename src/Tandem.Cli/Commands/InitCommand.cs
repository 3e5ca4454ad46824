using System.CommandLine;
using Tandem.Cli.Terminal;
using Tandem.Configuration.Setup;
using Tandem.Routing;

namespace Tandem.Cli.Commands;

/// <summary>Writes a commented configuration that fits what is on this machine.</summary>
internal static class InitCommand
{
    private static readonly Option<bool> Force = new("--force") { Description = "Replace a file that is there." };

    public static Command Create()
    {
        var command = new Command("init", "Look for models on this machine and write a commented configuration.") { Force };
        command.SetWork(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var options = context.EngineOptions;
        var detected = await Engine.Engine.DetectAsync(options, cancellationToken);
        var file = Engine.Engine.Sources(options).UserFile;
        await InitFile.WriteAsync(file, InitFile.Render(detected, AskDefault(context, detected)), context.Parsed.GetValue(Force), cancellationToken);
        context.Terminal.WriteLine(SafeText.Of($"Written: {file}"));
        context.Terminal.WriteLine("Next: 'tandem doctor' checks every model in it.");
        return ExitCode.Success;
    }

    /// <summary>Where models of both zones exist, only the user can say what may leave.</summary>
    private static DataClass? AskDefault(CommandContext context, DetectedModels detected)
    {
        var hasLocal = detected.Ollama.Count > 0 || detected.LlamaServerUrl is not null || detected.GgufFiles.Count > 0;
        if (!hasLocal || detected.KeyVariables.Count == 0 || !context.Terminal.CanAsk)
            return null;
        var key = context.Terminal.AskKey("May external models see your questions and files by default? [y]es / [n]o, asked once per folder:", "yn");
        return key == 'y' ? DataClass.Shareable : DataClass.Private;
    }
}
