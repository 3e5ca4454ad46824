using System.Globalization;
using System.Text.Json;
using Tandem.Starter.Corpus.Execution;
using Tandem.Starter.Corpus.Families;
using Tandem.Starter.Corpus.Samples;

namespace Tandem.Starter.Corpus;

/// <summary>The three commands of the generator; models/starter/README.md shows them in order.</summary>
internal static class Commands
{
    private const int TrainSeed = 20260101;
    private const int HeldOutSeed = 20260102;
    private const int DevelopmentSeed = 20260103;

    public static int Usage()
    {
        Console.Error.WriteLine("""
            verify   FAMILIES TYPESCRIPT                  runs the code of every family against its cases
            generate FAMILIES OUTPUT COUNT                writes OUTPUT/train.jsonl and the held-out sets
            judge    FAMILIES TYPESCRIPT ANSWERS REPORT   runs a model's answers and writes the figures

            FAMILIES is models/starter/families, TYPESCRIPT the folder of the npm package typescript.
            """);
        return 2;
    }

    public static async Task<int> VerifyAsync(string folder, string typeScript)
    {
        var families = FamilyReader.ReadFolder(folder);
        var jobs = families.SelectMany(Jobs).ToList();
        var verdicts = await new Judge(typeScript).RunAsync(jobs);
        var failures = jobs.Zip(verdicts).Where(pair => pair.Second.Length > 0)
            .Select(pair => $"{pair.First.Family.Id} ({pair.First.Language}): {pair.Second}").ToList();
        foreach (var family in families.Where(f => f.Kind is FamilyKind.Shell or FamilyKind.Git))
        {
            var verdict = await Judge.ShellAsync(family);
            if (verdict.Length > 0) failures.Add($"{family.Id}: {verdict}");
        }

        foreach (var failure in failures) Console.Error.WriteLine(failure);
        Console.WriteLine($"{families.Count} families, {jobs.Count} programs run, {failures.Count} failed");
        return failures.Count == 0 ? 0 : 1;
    }

    public static int Generate(string folder, string output, int count)
    {
        var families = FamilyReader.ReadFolder(folder);
        var beyond = new Beyond(Path.Combine(folder, "beyond.txt"));
        var train = new SampleSource(families, beyond, new Random(TrainSeed), heldOut: false);
        Directory.CreateDirectory(output);
        Write(Path.Combine(output, "train.jsonl"), Enumerable.Range(0, count).Select(_ => train.Next()));
        foreach (var (name, samples) in HeldOutSets.Of(families, beyond, HeldOutSeed)) Write(Path.Combine(output, $"{name}.jsonl"), samples);
        Write(Path.Combine(output, "development.jsonl"), HeldOutSets.Development(families, beyond, DevelopmentSeed));
        return 0;
    }

    public static async Task<int> JudgeAsync(string folder, string typeScript, string answers, string report)
    {
        var families = FamilyReader.ReadFolder(folder).ToDictionary(family => family.Id);
        var answered = File.ReadLines(answers).Select(line => JsonSerializer.Deserialize(line, SampleJson.Default.Answered)!).ToList();
        var judged = await AnswerJudge.RunAsync(families, new Judge(typeScript), answered);
        File.WriteAllText(report, Report.Of(judged));
        Console.WriteLine(File.ReadAllText(report));
        foreach (var wrong in judged.Where(j => !j.Correct))
            Console.Error.WriteLine($"{wrong.Answered.Set} | {wrong.Answered.Sample.Family} | {wrong.Answered.Sample.Prompt} | {wrong.Verdict} | {wrong.Answered.MeanLogProbability.ToString("F3", CultureInfo.InvariantCulture)}");
        return 0;
    }

    private static IEnumerable<CodeJob> Jobs(Family family) => family.Kind switch
    {
        FamilyKind.Function => family.Code.Keys.Select(language => new CodeJob(family, language, ProgramText.Function(family, language), null)),
        FamilyKind.Class => family.Code.Keys.Select(language => new CodeJob(family, language, family.Code[language], null)),
        FamilyKind.Sql or FamilyKind.Regex => [new CodeJob(family, TargetLanguage.Python, family.Text, null)],
        _ => [],
    };

    private static void Write(string path, IEnumerable<Sample> samples) =>
        File.WriteAllLines(path, samples.Select(sample => JsonSerializer.Serialize(sample, SampleJson.Default.Sample)));
}
