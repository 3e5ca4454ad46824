using System.Diagnostics;
using System.Text.Json;
using Tandem.Agent.Edits;

namespace Tandem.Evals.Edits;

/// <summary>Runs the edit engine on a file of cases: <c>./evals/run edits --cases FILE --results FILE</c>.</summary>
internal static class EditsEvaluation
{
    public static int Run(IReadOnlyList<string> arguments)
    {
        var options = Options.Parse(arguments, "--cases", "--results", "--report", "--format", "--list");
        if (options is null || options.All("--cases").Count == 0) return Fail("edits needs --cases FILE; --results FILE, --report FILE, --format case|auto and --list N are optional.");
        if (options.All("--cases").FirstOrDefault(file => !File.Exists(file)) is { } missing) return Fail($"The case file {missing} does not exist.");
        if (options.One("--format") is not (null or "case" or "auto")) return Fail("--format is case (each case's own, the default) or auto (found out from the text).");

        var auto = options.One("--format") == "auto";
        var runner = new CaseRunner(auto ? EditFormat.Auto : null);
        var watch = Stopwatch.StartNew();
        var rows = options.All("--cases").SelectMany(ReadCases).Select(test => (test, runner.Run(test))).Select(row => (row.test, row.Item2, Judgement.Of(row.test, row.Item2))).ToList();
        watch.Stop();

        if (options.One("--results") is { } results)
            File.WriteAllLines(results, rows.Select(row => JsonSerializer.Serialize(row.Item2, CaseJson.Default.CaseResult)));
        var report = new EditsReport(rows);
        Console.Write(report.Table() + "\n" + report.Mutations());
        var page = options.One("--report") ?? Path.Combine(RunFacts.Root, "docs", "results", auto ? "edits-auto.md" : "edits.md");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(page))!);
        var data = options.All("--cases").Select(RunFacts.DataName).ToList();
        var command = $"./evals/run edits --cases {string.Join(' ', data)} --results FILE{(auto ? " --format auto" : "")}";
        File.WriteAllText(page, report.Markdown(command, data, watch.Elapsed));
        foreach (var (test, result, judgement) in rows.Where(row => !row.Item3.Strict || row.Item3.RightKind == false).Take(options.Number("--list")))
            Console.Error.WriteLine($"{(judgement.Harm ? "HARM" : judgement.Strict ? "kind" : "miss")} {test.Id} {test.Mutation} → {result.ErrorKind} {result.Message}");
        return 0;
    }

    private static IEnumerable<EditCase> ReadCases(string file) =>
        File.ReadLines(file).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize(line, CaseJson.Default.EditCase)!);

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return 2;
    }
}
