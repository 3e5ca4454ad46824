using Tandem.Routing.Evaluation;
using Tandem.Routing.Lab;
using Tandem.Routing.Learning;
using Tandem.Routing.Outcomes;
using Tandem.Routing.Training;

namespace Tandem.Routing.Tests.Training;

public sealed class RouterTrainerTests
{
    [Fact]
    public void Learns_where_the_strong_model_gains()
    {
        var outcomes = RouterEvaluation.Outcomes(SyntheticOutcomes.Router, SyntheticOutcomes.Rows(400, 2, "dev"), SyntheticOutcomes.Weak, SyntheticOutcomes.Strong);

        // With two kinds of question the best order has APGR 0.75.
        Assert.InRange(PerformanceGapCurve.Of(outcomes).Apgr, 0.68, 0.85);
    }

    [Fact]
    public void Its_probabilities_are_true()
    {
        var result = RouterEvaluation.Run(SyntheticOutcomes.Router, SyntheticOutcomes.Rows(1000, 3, "dev"), _ => (SyntheticOutcomes.Weak, SyntheticOutcomes.Strong));

        Assert.InRange(result.Reliability.Ece, 0, 0.07);
    }

    [Fact]
    public void Learns_where_no_model_has_rows_for_corrections_by_words()
    {
        var router = TrainedRouter.Train(SyntheticOutcomes.Rows(55, 1), new TrainingOptions());

        var reading = router.Read("Describe the blue garden of the warm gardener");
        Assert.InRange(reading.ScoreOf(SyntheticOutcomes.Strong), 0, 1);
        Assert.InRange(reading.ScoreOf(SyntheticOutcomes.Weak), 0, 1);
    }

    [Fact]
    public void A_saved_router_scores_as_before()
    {
        using var file = new MemoryStream();
        SyntheticOutcomes.Router.Save(file);
        file.Position = 0;

        var loaded = TrainedRouter.Load(file);

        foreach (var row in SyntheticOutcomes.Rows(20, 5))
            Assert.Equal(SyntheticOutcomes.Router.Read(row.Prompt).ScoreOf(SyntheticOutcomes.Weak), loaded.Read(row.Prompt).ScoreOf(SyntheticOutcomes.Weak));
    }

    [Fact]
    public void Equal_seeds_give_equal_files_whatever_rows_of_other_splits_say()
    {
        var rows = SyntheticOutcomes.Rows(250, 1);
        var spoiled = SyntheticOutcomes.Rows(100, 8, "dev").Select(row => row with { Scores = row.Scores.ToDictionary(s => s.Key, s => 1 - s.Value) });
        using var one = new MemoryStream();
        using var other = new MemoryStream();

        SyntheticOutcomes.Router.Save(one);
        TrainedRouter.Train(rows.Concat(spoiled), new TrainingOptions()).Save(other);

        Assert.Equal(one.ToArray(), other.ToArray());
    }

    [Fact]
    public void Any_cut_of_a_file_is_refused()
    {
        using var file = new MemoryStream();
        SyntheticOutcomes.Router.Save(file);
        var bytes = file.ToArray();

        foreach (var length in new[] { 0, 3, 12, 40, bytes.Length / 2, bytes.Length - 1 })
            Assert.Throws<RouterFormatException>(() => TrainedRouter.Load(new MemoryStream(bytes, 0, length)));
    }

    [Fact]
    public void Too_few_rows_are_refused() =>
        Assert.Contains("at least", Assert.Throws<TrainingException>(() => TrainedRouter.Train(SyntheticOutcomes.Rows(10, 1), new TrainingOptions())).Message, StringComparison.Ordinal);

    [Fact]
    public void A_misspelt_model_is_named() =>
        Assert.Contains("acme-7", Assert.Throws<TrainingException>(() => TrainedRouter.Train(SyntheticOutcomes.Rows(100, 1), new TrainingOptions { Models = ["acme-7"] })).Message, StringComparison.Ordinal);

    [Fact]
    public void One_model_alone_is_refused() =>
        Assert.Throws<TrainingException>(() => TrainedRouter.Train(SyntheticOutcomes.Rows(100, 1), new TrainingOptions { Models = [SyntheticOutcomes.Weak] }));

    [Fact]
    public void A_score_line_holds_every_model_and_a_choice()
    {
        using var output = new MemoryStream();
        var rows = new[] { new OutcomeRow { Id = "q", Group = "q", Prompt = "Balance the blue ledger of the warm merchant" } };

        var count = RouterScoring.Write(SyntheticOutcomes.Router, rows, output, new ScoringOptions { Weak = SyntheticOutcomes.Weak, Strong = SyntheticOutcomes.Strong });

        using var line = System.Text.Json.JsonDocument.Parse(output.ToArray());
        Assert.Equal(1, count);
        Assert.Equal("q", line.RootElement.GetProperty("id").GetString());
        Assert.InRange(line.RootElement.GetProperty("scores").GetProperty(SyntheticOutcomes.Weak).GetDouble(), 0, 1);
        Assert.Equal(SyntheticOutcomes.Strong, line.RootElement.GetProperty("choice").GetString());
    }

    [Fact]
    public void A_higher_threshold_never_sends_more_to_the_strong_model()
    {
        var rows = SyntheticOutcomes.Rows(100, 6);
        var shares = new[] { -1, 0, 0.1, 0.3, 0.6, 1 }.Select(threshold => rows.Count(row =>
        {
            var reading = SyntheticOutcomes.Router.Read(row.Prompt);
            return reading.ScoreOf(SyntheticOutcomes.Strong) - reading.ScoreOf(SyntheticOutcomes.Weak) > threshold;
        })).ToList();

        Assert.Equal(shares.OrderDescending(), shares);
    }
}
