using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tandem.Agent.Edits;
using Tandem.Cli.Terminal;
using Tandem.Pipeline.Errors;

namespace Tandem.Cli.Commands;

/// <summary>Applies the edits that a model wrote. Calls no model and needs no configuration.</summary>
internal static class ApplyCommand
{
    private static readonly Argument<string?> Source = new("file") { Arity = ArgumentArity.ZeroOrOne, Description = "What the model wrote; - or nothing reads stdin." };
    private static readonly Option<string?> Root = new("--root") { Description = "The folder that may change; without it, this one.", HelpName = "DIR" };
    private static readonly Option<string> Format = new("--format") { Description = "How the edits are written.", DefaultValueFactory = _ => "auto" };
    private static readonly Option<string?> Target = new("--target") { Description = "The file meant where the text names none.", HelpName = "PATH" };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Tell what would change; write nothing." };

    /// <summary>Readable for people too, as the other commands' JSON.</summary>
    private static readonly EditJson Json = new(new JsonSerializerOptions(EditJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static Command Create()
    {
        Format.AcceptOnlyFromAmong("auto", "patch", "search-replace", "udiff", "str-replace", "whole");
        var command = new Command("apply", "Apply edits that a model wrote: exactly, all or none.") { Source, Root, Format, Target, DryRun };
        command.SetWork(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var request = new EditRequest
        {
            Root = context.FullPath(context.Parsed.GetValue(Root) ?? "."),
            Text = await ReadAsync(context, cancellationToken),
            Format = FormatOf(context.Parsed.GetValue(Format)),
            TargetFile = context.Parsed.GetValue(Target),
            DryRun = context.Parsed.GetValue(DryRun),
        };
        if (!Directory.Exists(request.Root)) throw new RequestException(ErrorKind.Invalid, $"The folder {request.Root} does not exist.");

        var result = new EditEngine().Apply(request);
        if (context.Json) context.Terminal.WriteLine(JsonSerializer.Serialize(result, Json.EditResult));
        else Tell(result, context.Terminal);
        return result.Status == EditStatus.Applied ? ExitCode.Success : ExitCode.Failed;
    }

    private static EditFormat FormatOf(string? name) => name switch
    {
        "patch" => EditFormat.Patch,
        "search-replace" => EditFormat.SearchReplace,
        "udiff" => EditFormat.UnifiedDiff,
        "str-replace" => EditFormat.StringReplace,
        "whole" => EditFormat.WholeFile,
        _ => EditFormat.Auto,
    };

    private static async Task<string> ReadAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var source = context.Parsed.GetValue(Source);
        if (source is null or "-")
        {
            if (context.Surroundings.Input is not { } piped)
                throw new RequestException(ErrorKind.Invalid, "What shall be applied? Name a file behind 'tandem apply', or pipe the text in.");
            using var input = new StreamReader(piped, Encoding.UTF8);
            return await input.ReadToEndAsync(cancellationToken);
        }

        var file = context.FullPath(source);
        return File.Exists(file)
            ? await File.ReadAllTextAsync(file, cancellationToken)
            : throw new RequestException(ErrorKind.Invalid, $"The file {source} does not exist.");
    }

    private static void Tell(EditResult result, ITerminal terminal)
    {
        foreach (var file in result.Files)
            terminal.WriteLine(SafeText.Of($"{file.Action.ToString().ToLowerInvariant()} {(file.From is null ? file.Path : $"{file.From} → {file.Path}")}"));
        if (result.Error is not { } error) return;
        terminal.Note(SafeText.Of($"tandem: refused, nothing was changed: {(error.Path is null ? "" : error.Path + ": ")}{error.Message}"), Tone.Error);
        foreach (var line in (error.Hint ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)) terminal.Note(SafeText.Of(line));
    }
}
