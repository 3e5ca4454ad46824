using System.Globalization;
using System.Text.RegularExpressions;

namespace Tandem.Evals.Retrieval;

/// <summary>Recall at 1, 5 and 10 and the mean reciprocal rank, as the public scoring rules define them: tests, docs and samples are dropped first.</summary>
internal static partial class RetrievalMetrics
{
    public static readonly string[] Names = ["recall@1", "recall@5", "recall@10", "MRR"];
    private static readonly int[] Cutoffs = [1, 5, 10];
    private const int MrrDepth = 50;
    private const int Resamples = 2_000;

    public static double[] Of(RetrievalQuery query, IReadOnlyList<string> ranking)
    {
        var ranked = ranking.Where(p => query.Relevant.Contains(p) || !NoSource().IsMatch(p)).ToList();
        var first = ranked.Take(MrrDepth).ToList().FindIndex(query.Relevant.Contains);
        return [.. Cutoffs.Select(k => ranked.Take(k).Count(query.Relevant.Contains) / (double)query.Relevant.Count), first < 0 ? 0 : 1.0 / (first + 1)];
    }

    /// <summary>Mean with its 95 % percentile bootstrap interval over the queries.</summary>
    public static string Interval(IReadOnlyList<double> values)
    {
        if (values.Count == 0) return "–";
        var random = new Random(20250101);
        var means = new double[Resamples];
        for (var i = 0; i < Resamples; i++)
        {
            var sum = 0.0;
            for (var n = 0; n < values.Count; n++) sum += values[random.Next(values.Count)];
            means[i] = sum / values.Count;
        }

        Array.Sort(means);
        return string.Create(CultureInfo.InvariantCulture, $"{values.Average():0.000} [{means[(int)(Resamples * 0.025)]:0.000}, {means[(int)(Resamples * 0.975)]:0.000}]");
    }

    [GeneratedRegex(
        @"(^|/)(tests?|testing|__tests__|specs?|test-utils?|testdata|bench(mark)?s?|samples?|snippets?|examples?|docs?|fixtures?|runtime-tests|perf|e2e|integration|test_data|" +
        @"[^/]*\.(Tests|Specs|Benchmarks?|Testing|PluginTests|NativeAotTests|IntegrationTests|PerformanceTests|AotCompatibility[^/]*|TestUtils?))(/|$)|" +
        @"(_test\.go|\.test\.tsx?|\.spec\.tsx?|\.d\.ts|Tests?\.(java|cs)|IT\.java|/test_[^/]*\.py|conftest\.py|\.g\.cs|\.Designer\.cs)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoSource();
}
