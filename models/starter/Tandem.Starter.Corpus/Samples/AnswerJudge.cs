using Tandem.Starter.Corpus.Execution;
using Tandem.Starter.Corpus.Families;

namespace Tandem.Starter.Corpus.Samples;

/// <summary>Decides whether the model's answers are right: code is run, one-line commands and texts are compared.</summary>
internal static class AnswerJudge
{
    public static async Task<IReadOnlyList<Judged>> RunAsync(IReadOnlyDictionary<string, Family> families, Judge judge, IReadOnlyList<Answered> answered)
    {
        var verdicts = new string?[answered.Count];
        var jobs = new List<(int Index, CodeJob Job)>();
        for (var i = 0; i < answered.Count; i++)
        {
            verdicts[i] = Direct(families, answered[i]);
            if (verdicts[i] is not null) continue;
            var sample = answered[i].Sample;
            var code = sample.Kind == SampleKind.Gap ? sample.Prefix + answered[i].Output + sample.Suffix : AnswerText.CodeOf(answered[i].Output)!;
            jobs.Add((i, new CodeJob(families[sample.Family], sample.Language, code, sample.Name)));
        }

        var results = await judge.RunAsync([.. jobs.Select(job => job.Job)]);
        for (var i = 0; i < results.Length; i++) verdicts[jobs[i].Index] = results[i];
        return [.. answered.Select((a, i) => new Judged(a, verdicts[i]!))];
    }

    /// <summary>The verdict where nothing has to be run, else null.</summary>
    private static string? Direct(IReadOnlyDictionary<string, Family> families, Answered answered)
    {
        var sample = answered.Sample;
        if (sample.Kind == SampleKind.Gap) return null;
        var unsure = answered.Output.StartsWith(AnswerText.Refusal, StringComparison.Ordinal);
        if (sample.Kind == SampleKind.Beyond) return unsure ? "" : "answered";
        if (unsure) return Judged.Unsure;
        var family = families[sample.Family];
        if (family.Kind == FamilyKind.Question) return answered.Output.Trim() == family.Text ? "" : "another text";
        var code = AnswerText.CodeOf(answered.Output);
        if (code is null) return "no code block";
        return family.Kind is FamilyKind.Shell or FamilyKind.Git ? (code == family.Text ? "" : $"another command: {code}") : null;
    }
}

/// <summary>An answer and its verdict: empty when right, else the reason.</summary>
internal sealed record Judged(Answered Answered, string Verdict)
{
    public const string Unsure = "unsure";

    public bool Correct => Verdict.Length == 0;
}
