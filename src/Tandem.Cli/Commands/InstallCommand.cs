using System.CommandLine;
using Tandem.Pipeline.Errors;

namespace Tandem.Cli.Commands;

/// <summary>Puts <c>tandem</c> on the PATH.</summary>
internal static class InstallCommand
{
    private static readonly Option<string?> To = new("--to") { Description = "Folder for the link; default: ~/.local/bin.", HelpName = "FOLDER" };

    public static Command Create()
    {
        var command = new Command("install", "Put 'tandem' on the PATH, as a link to this copy.") { To };
        command.SetWork(RunAsync);
        return command;
    }

    private static Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var folder = context.Parsed.GetValue(To) ?? Path.Combine(context.Surroundings.HomeFolder, ".local", "bin");
        // The script builds when sources changed, so that the link never runs something old.
        var target = context.Surroundings.Variable("TANDEM_SCRIPT") ?? Environment.ProcessPath!;
        var link = Path.Combine(folder, "tandem");
        Directory.CreateDirectory(folder);
        if (File.Exists(link) && new FileInfo(link).LinkTarget is null)
            throw new RequestException(ErrorKind.Invalid, $"{link} exists and is not a link. Remove it, or choose another folder with --to.");
        File.Delete(link);
        File.CreateSymbolicLink(link, target);
        context.Terminal.WriteLine($"{link} → {target}");

        var onPath = (context.Surroundings.Variable("PATH") ?? "").Split(Path.PathSeparator).Contains(folder);
        if (!onPath)
            context.Terminal.Note($"Add {folder} to PATH: echo 'export PATH=\"{folder}:$PATH\"' >> ~/.profile");
        return Task.FromResult(ExitCode.Success);
    }
}
