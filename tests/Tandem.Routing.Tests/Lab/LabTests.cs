using System.Globalization;
using System.Text.Json;
using Tandem.Routing.Calibration;
using Tandem.Routing.Lab;
using Tandem.Routing.Outcomes;
using Tandem.Routing.Tests.Training;

namespace Tandem.Routing.Tests.Lab;

/// <summary>What the commands <c>router eval · calibrate · report</c> say, on outcomes of a known law.</summary>
public sealed class LabTests
{
    private const string Weak = SyntheticOutcomes.Weak, Strong = SyntheticOutcomes.Strong, Middle = "acme-30b";

    /// <summary>With a third model and recorded costs.</summary>
    private static readonly Lazy<EvaluationResult> s_pool = new(() => RouterEvaluation.Run(SyntheticOutcomes.Router, Priced(300, 4), _ => (Weak, Strong)));

    [Fact]
    public void The_table_holds_the_pair_the_pool_and_the_calibration()
    {
        var text = Text(to => EvaluationText.WriteTable(s_pool.Value, to));

        Assert.Contains($"| made | 300 | {Weak} 0.", text, StringComparison.Ordinal);
        Assert.Contains(Strong, text, StringComparison.Ordinal);
        Assert.Contains("ECE", text, StringComparison.Ordinal);
        Assert.Contains(Figure(s_pool.Value.Sources[0].Pair!.Apgr.Value), text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_JSON_holds_the_figures_of_the_table()
    {
        using var output = new MemoryStream();
        EvaluationText.WriteJson(s_pool.Value, output);
        using var json = JsonDocument.Parse(output.ToArray());

        var source = json.RootElement.GetProperty("sources")[0];
        Assert.Equal(s_pool.Value.Sources[0].Pair!.Curve.Pgr(0.5), source.GetProperty("pgr")[50].GetDouble(), 12);
        Assert.Equal(3, source.GetProperty("pool").GetProperty("models").GetInt32());
        Assert.Equal(11, source.GetProperty("accuracy_at_cost").GetArrayLength());
        Assert.Equal(s_pool.Value.Reliability.Bins.Count, json.RootElement.GetProperty("bins").GetArrayLength());
    }

    [Fact]
    public void Cost_rises_with_the_share_of_the_strong_model_and_its_ends_are_the_models_alone()
    {
        var points = s_pool.Value.Sources[0].CostAtShares;

        Assert.Equal(points.Select(point => point.Usd).Order(), points.Select(point => point.Usd));
        Assert.Equal(0.001, points[0].Usd, 9);
        Assert.Equal(0.01, points[^1].Usd, 9);
    }

    [Fact]
    public void The_pool_lies_between_the_best_model_alone_and_the_oracle()
    {
        var pool = s_pool.Value.Sources[0].Pool!;

        Assert.Equal(3, pool.Models);
        Assert.True(pool.Quality.Value <= pool.Oracle);
        Assert.True(pool.BestSingle <= pool.Oracle);
        Assert.InRange(pool.Aiq!.Value, 0, 1);
    }

    [Fact]
    public void The_page_draws_both_diagrams_and_loads_nothing()
    {
        var page = Text(to => EvaluationPage.Write(s_pool.Value, to));

        Assert.Equal(2, page.Split("<svg").Length - 1);
        Assert.Contains("ECE", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_whose_strong_model_is_not_better_says_so()
    {
        var result = RouterEvaluation.Run(SyntheticOutcomes.Router, SyntheticOutcomes.Rows(60, 9, "dev"), _ => (Strong, Weak));

        Assert.Null(result.Sources[0].Pair);
        Assert.Contains("not better", Text(to => EvaluationText.WriteTable(result, to)), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_of_no_pair_are_refused() =>
        Assert.Throws<ArgumentException>(() => RouterEvaluation.Run(SyntheticOutcomes.Router, SyntheticOutcomes.Rows(20, 9), _ => null));

    [Theory]
    [InlineData("dev", 30)]
    [InlineData(null, 30)]
    [InlineData("test", 0)]
    public void Without_a_named_split_the_rows_that_training_left_out_are_judged(string? split, int expected) =>
        Assert.Equal(expected, RouterEvaluation.Select([.. SyntheticOutcomes.Rows(50, 1), .. SyntheticOutcomes.Rows(30, 2, "dev")], split).Count);

    [Fact]
    public void Calibration_states_the_threshold_the_promise_and_its_assumption()
    {
        var rows = SyntheticOutcomes.Rows(800, 7, "dev");
        var found = RouterCalibration.Run(SyntheticOutcomes.Router, rows, Weak, Strong, maxLoss: 0.15, confidence: 0.9);
        var text = Text(to => RouterCalibration.WriteText(found, Weak, Strong, 0.15, 0.9, to));

        Assert.NotNull(found.Threshold);
        Assert.InRange(found.WeakShare, 0.1, 1);
        Assert.Contains(ThresholdCalibration.Assumption, text, StringComparison.Ordinal);
        Assert.Equal((Weak, Strong), RouterCalibration.PairOf(rows));
        Assert.False(Json(found).GetProperty("refused").GetBoolean());
    }

    [Fact]
    public void Calibration_on_too_few_rows_is_refused_with_the_number_it_would_need()
    {
        var found = RouterCalibration.Run(SyntheticOutcomes.Router, SyntheticOutcomes.Rows(40, 7, "dev"), Weak, Strong, maxLoss: 0.02, confidence: 0.95);

        Assert.Null(found.Threshold);
        Assert.StartsWith("refused: 40 rows", Text(to => RouterCalibration.WriteText(found, Weak, Strong, 0.02, 0.95, to)), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, Json(found).GetProperty("threshold").ValueKind);
    }

    [Fact]
    public void Calibration_refuses_rows_of_one_chosen_model_and_unknown_names()
    {
        var rows = SyntheticOutcomes.Rows(40, 7, "dev");

        Assert.Contains("router collect", Assert.Throws<ArgumentException>(
            () => RouterCalibration.Run(SyntheticOutcomes.Router, [.. rows.Select(row => row with { Propensity = 0.5 })], Weak, Strong, 0.1, 0.9)).Message, StringComparison.Ordinal);
        Assert.Contains("acme-8", Assert.Throws<ArgumentException>(() => RouterCalibration.Run(SyntheticOutcomes.Router, rows, "acme-8", Strong, 0.1, 0.9)).Message, StringComparison.Ordinal);
        Assert.Null(RouterCalibration.PairOf(Priced(10, 1)));
    }

    [Fact]
    public void The_report_says_what_a_file_holds_before_anything_is_learned()
    {
        List<OutcomeRow> rows = [.. Priced(20, 3), .. SyntheticOutcomes.Rows(5, 2, null).Select(row => row with { Source = null, Propensity = 0.9 })];
        var text = Text(to => OutcomeReport.Write(rows, to));

        Assert.Contains("made: 20 rows (dev 20), 20 groups", text, StringComparison.Ordinal);
        Assert.Contains($"| {Strong} | 20 | 0.", text, StringComparison.Ordinal);
        Assert.Contains("0.010000 |", text, StringComparison.Ordinal);
        Assert.Contains("all: 5 rows (no split 5)", text, StringComparison.Ordinal);
        Assert.Contains("not recorded", text, StringComparison.Ordinal);
        Assert.Contains("oracle", text, StringComparison.Ordinal);
        Assert.Contains("some rows are partial", text, StringComparison.Ordinal);
    }

    private static List<OutcomeRow> Priced(int count, int seed) => [.. SyntheticOutcomes.Rows(count, seed, "dev").Select((row, place) => row with
    {
        Scores = new Dictionary<string, double>(row.Scores) { [Middle] = place % 3 == 0 ? 0 : 1 },
        CostUsd = new Dictionary<string, double> { [Weak] = 0.001, [Middle] = 0.003, [Strong] = 0.01 },
    })];

    private static JsonElement Json(ThresholdCalibration found)
    {
        using var output = new MemoryStream();
        RouterCalibration.WriteJson(found, Weak, Strong, 0.15, 0.9, output);
        using var json = JsonDocument.Parse(output.ToArray());
        return json.RootElement.Clone();
    }

    private static string Text(Action<TextWriter> write)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        write(text);
        return text.ToString();
    }

    private static string Figure(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
