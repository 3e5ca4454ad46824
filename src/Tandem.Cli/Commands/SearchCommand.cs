using System.CommandLine;
using System.Text.Json;
using Tandem.Cli.Searching;
using Tandem.Cli.Terminal;
using Tandem.Pipeline.Errors;

namespace Tandem.Cli.Commands;

/// <summary>Finds code by words, names or the description of a change. Calls no model.</summary>
internal static class SearchCommand
{
    private const int BatchDepth = 50;
    private static readonly Argument<string[]> Words = new("question") { Arity = ArgumentArity.ZeroOrMore, Description = "Words, names, or what you want to change." };
    private static readonly Option<string?> Root = new("--root") { Description = "Search this folder instead of the workspace.", HelpName = "DIR" };
    private static readonly Option<int> Count = new("--limit", "-n") { Description = "How many places, best first.", DefaultValueFactory = _ => 10, HelpName = "N" };
    private static readonly Option<string?> Batch = new("--batch")
    {
        Description = "Answer every {\"id\",\"query\"} line of this file with a {\"id\",\"files\"} line.",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var command = new Command("search", "Find the places in the code that answer a question; nothing is sent.") { Words, Root, Count, Batch };
        command.SetWork((context, cancellationToken) => Task.FromResult(Run(context, cancellationToken)));
        return command;
    }

    private static int Run(CommandContext context, CancellationToken cancellationToken)
    {
        var question = string.Join(' ', context.Parsed.GetValue(Words) ?? []).Trim();
        var batch = context.Parsed.GetValue(Batch);
        if ((question.Length == 0) == (batch is null))
            throw new RequestException(ErrorKind.Invalid, "What do you look for? Write it behind 'tandem search', or give --batch FILE.");

        var questions = batch is null ? [] : ReadBatch(context.FullPath(batch));
        using var search = CodeSearch.Open(context, context.Parsed.GetValue(Root), cancellationToken);
        foreach (var (id, text) in questions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            context.Terminal.WriteLine(CliJson.Line(new BatchAnswer(id, search.Index.RankFiles(text, BatchDepth))));
        }

        if (batch is null) Show(context, search, question);
        return ExitCode.Success;
    }

    private static void Show(CommandContext context, CodeSearch search, string question)
    {
        var places = search.Index.Search(question, Math.Clamp(context.Parsed.GetValue(Count), 1, 1_000));
        foreach (var place in places)
        {
            if (context.Json)
            {
                context.Terminal.WriteLine(CliJson.Line(PlaceLine.Of(place)));
                continue;
            }

            PlaceWriter.Write(context.Terminal, place);
        }

        if (places.Count > 0) return;
        context.Terminal.Note(
            search.Report.Files == 0 ? "There are no files here to search." : "Nothing here has these words. Other words, or a name from the code, may help.", Tone.Quiet);
    }

    private static List<BatchQuestion> ReadBatch(string file)
    {
        var questions = new List<BatchQuestion>();
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            try
            {
                if (JsonSerializer.Deserialize(line, CliJson.Default.BatchQuestion) is { Id: not null, Query: not null } question) questions.Add(question);
                else throw new RequestException(ErrorKind.Invalid, $"{file}:{number}: expected {{\"id\":\"…\",\"query\":\"…\"}}.");
            }
            catch (JsonException wrong)
            {
                throw new RequestException(ErrorKind.Invalid, $"{file}:{number}: no JSON object: {wrong.Message}");
            }
        }

        return questions;
    }
}
