using System.CommandLine;
using System.Globalization;
using Tandem.Cli.Terminal;
using Tandem.Pipeline.Errors;
using Tandem.Routing.Lab;
using Tandem.Routing.Learning;
using Tandem.Routing.Outcomes;
using Tandem.Routing.Training;

namespace Tandem.Cli.Commands;

/// <summary>The learned router: train, score, evaluate and calibrate it on recorded outcomes (docs/guides/router.md). Only <c>collect</c> calls models.</summary>
internal static class RouterCommand
{
    private static readonly Option<string[]> Data = new("--data") { Description = "Outcome file, .jsonl or .jsonl.gz; may be given several times.", HelpName = "FILE", Required = true, AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string?> Router = new("--router") { Description = "A trained router; default: the shipped one.", HelpName = "FILE" };
    private static readonly Option<string?> Models = new("--models") { Description = "Only these models, separated by commas.", HelpName = "A,B" };
    private static readonly Option<int> Seed = new("--seed") { Description = "Equal seeds and data give equal routers.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string> TrainOut = new("--out") { Description = "Where the router is written.", HelpName = "FILE", Required = true };
    private static readonly Option<string?> Name = new("--name") { Description = "Recorded with every decision; default: from the file's name.", HelpName = "NAME" };
    private static readonly Option<string> ScoreIn = new("--in") { Description = "Rows with id and prompt or messages; labels are not read.", HelpName = "FILE", Required = true };
    private static readonly Option<string> ScoreOut = new("--out") { Description = "Where scores are written, one line for each row.", HelpName = "FILE", Required = true };
    private static readonly Option<string?> Weak = new("--weak") { Description = "The cheaper model, as the data name it.", HelpName = "MODEL" };
    private static readonly Option<string?> Strong = new("--strong") { Description = "The dearer model, as the data name it.", HelpName = "MODEL" };
    private static readonly Option<double> Threshold = new("--threshold") { Description = "Predicted gain above which the strong model is chosen.", DefaultValueFactory = _ => 0.05 };
    private static readonly Option<string?> Split = new("--split") { Description = "Only rows of this split; default: all that training leaves out.", HelpName = "NAME" };
    private static readonly Option<string?> Html = new("--html") { Description = "Also draw the curves into this file.", HelpName = "FILE" };
    private static readonly Option<double> MaxLoss = new("--max-quality-loss") { Description = "Mean loss against always the strong model, in (0, 1).", DefaultValueFactory = _ => 0.02 };
    private static readonly Option<double> Confidence = new("--confidence") { Description = "Confidence of the promise, in (0, 1).", DefaultValueFactory = _ => 0.95 };

    public static Command Create()
    {
        var command = new Command("router", "Train, score, evaluate and calibrate the learned router.");
        Add(command, new Command("train", "Learn from outcome files; rows with another split than \"train\" are left out.") { Data, Models, TrainOut, Name, Seed }, Train);
        Add(command, new Command("score", "Write each model's expected score for each prompt.") { Router, ScoreIn, ScoreOut, Models, Weak, Strong, Threshold }, Score);
        Add(command, new Command("eval", "Judge a router on outcomes it did not learn from.") { Router, Data, Weak, Strong, Split, Html }, Evaluate);
        Add(command, new Command("calibrate", "Find the threshold whose mean loss can be promised.") { Router, Data, Weak, Strong, Split, MaxLoss, Confidence }, Calibrate);
        Add(command, new Command("report", "Say what outcome files hold.") { Data }, Report);
        command.Add(RouterExportCommand.Create());
        command.Add(RouterCollectCommand.Create());
        command.Add(RouterReplayCommand.Create());
        return command;
    }

    private static void Add(Command command, Command verb, Func<CommandContext, int> work)
    {
        verb.SetWork((context, _) => Task.FromResult(Guarded(context, work)));
        command.Add(verb);
    }

    private static int Guarded(CommandContext context, Func<CommandContext, int> work)
    {
        try
        {
            return work(context);
        }
        catch (Exception wrong) when (wrong is OutcomeFormatException or RouterFormatException or TrainingException or ArgumentException)
        {
            throw new RequestException(ErrorKind.Invalid, wrong.Message);
        }
    }

    /// <summary>Names separated by commas.</summary>
    internal static string[] List(string? models) =>
        models?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static int Train(CommandContext context)
    {
        var rows = ReadAll(context, context.Parsed.GetValue(Data)!);
        var router = TrainedRouter.Train(rows, new TrainingOptions { Models = List(context.Parsed.GetValue(Models)), Seed = context.Parsed.GetValue(Seed), Version = context.Parsed.GetValue(Name) ?? "learned-" + Path.GetFileNameWithoutExtension(context.Parsed.GetValue(TrainOut)) });
        WholeFile.Replace(context.FullPath(context.Parsed.GetValue(TrainOut)!), router.Save);
        context.Terminal.Note($"Learned {router.Models.Count} models from {rows.Count(row => row.Split is null or "train"):#,0} rows; written to {context.Parsed.GetValue(TrainOut)}.");
        return ExitCode.Success;
    }

    private static int Score(CommandContext context)
    {
        var options = new ScoringOptions
        {
            Models = List(context.Parsed.GetValue(Models)),
            Weak = context.Parsed.GetValue(Weak),
            Strong = context.Parsed.GetValue(Strong),
            Threshold = context.Parsed.GetValue(Threshold),
        };
        var router = Open(context);
        var file = context.Parsed.GetValue(ScoreIn)!;
        var count = 0;
        using (var input = File.OpenRead(context.FullPath(file)))
            WholeFile.Replace(context.FullPath(context.Parsed.GetValue(ScoreOut)!), to => count = RouterScoring.Write(router, OutcomeReader.ReadPrompts(input, file), to, options));
        context.Terminal.Note($"{count:#,0} prompts scored; written to {context.Parsed.GetValue(ScoreOut)}.");
        return ExitCode.Success;
    }

    private static int Evaluate(CommandContext context)
    {
        var (weak, strong) = (context.Parsed.GetValue(Weak), context.Parsed.GetValue(Strong));
        if (weak is null || strong is null)
            throw new RequestException(ErrorKind.Invalid, "Name both models: --weak MODEL --strong MODEL, as the data's \"scores\" name them.");
        var rows = RouterEvaluation.Select(ReadAll(context, context.Parsed.GetValue(Data)!), context.Parsed.GetValue(Split));
        var result = RouterEvaluation.Run(Open(context), rows, _ => (weak, strong));
        if (context.Parsed.GetValue(Html) is { } html)
        {
            WholeFile.Replace(context.FullPath(html), to =>
            {
                using var writer = new StreamWriter(to, leaveOpen: true);
                EvaluationPage.Write(result, writer);
            });
        }

        if (context.Json)
            context.Terminal.WriteLine(Text(to => EvaluationText.WriteJson(result, to)));
        else
            Print(context, to => EvaluationText.WriteTable(result, to));
        return ExitCode.Success;
    }

    private static int Calibrate(CommandContext context)
    {
        var rows = RouterEvaluation.Select(ReadAll(context, context.Parsed.GetValue(Data)!), context.Parsed.GetValue(Split));
        RouterCalibration.RequireComplete(rows);
        var (weak, strong) = (context.Parsed.GetValue(Weak), context.Parsed.GetValue(Strong));
        if (weak is null || strong is null)
        {
            (weak, strong) = RouterCalibration.PairOf(rows)
                ?? throw new RequestException(ErrorKind.Invalid, "The data hold more than two models; name the pair: --weak MODEL --strong MODEL.");
        }

        var (loss, confidence) = (context.Parsed.GetValue(MaxLoss), context.Parsed.GetValue(Confidence));
        var found = RouterCalibration.Run(Open(context), rows, weak, strong, loss, confidence);
        if (context.Json)
            context.Terminal.WriteLine(Text(to => RouterCalibration.WriteJson(found, weak, strong, loss, confidence, to)));
        else
            Print(context, to => RouterCalibration.WriteText(found, weak, strong, loss, confidence, to));
        return found.Threshold is null ? ExitCode.Failed : ExitCode.Success;
    }

    private static int Report(CommandContext context)
    {
        Print(context, to => OutcomeReport.Write(ReadAll(context, context.Parsed.GetValue(Data)!), to));
        return ExitCode.Success;
    }

    private static TrainedRouter Open(CommandContext context)
    {
        if (context.Parsed.GetValue(Router) is not { } file)
            return TrainedRouter.Shipped;
        using var stream = File.OpenRead(context.FullPath(file));
        return TrainedRouter.Load(stream);
    }

    private static List<OutcomeRow> ReadAll(CommandContext context, string[] files)
    {
        var rows = new List<OutcomeRow>();
        foreach (var file in files)
        {
            using var stream = File.OpenRead(context.FullPath(file));
            rows.AddRange(OutcomeReader.Read(stream, file));
        }

        return rows;
    }

    private static string Text(Action<Stream> write)
    {
        using var buffer = new MemoryStream();
        write(buffer);
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Print(CommandContext context, Action<TextWriter> write)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        write(text);
        foreach (var line in text.ToString().TrimEnd().Split('\n'))
            context.Terminal.WriteLine(SafeText.Of(line));
    }
}
