using Tandem.Routing.Abilities;
using Tandem.Routing.Calibration;
using Tandem.Routing.Features;
using Tandem.Routing.Learning;
using Tandem.Routing.Outcomes;

namespace Tandem.Routing.Training;

/// <summary>Trains a router on outcomes: linear heads, boosted trees on top of them, one ability vector and one correction for each model.</summary>
internal static class RouterTrainer
{
    private const int LeastResidualRows = 200;
    private const double LeastShrinkage = 0.15;
    private const float CommonShare = 0.75f; // All of it would leave a model's level in a source uncorrected, none would let noise common to both models into gains.
    private const double TableRows = 50; // What the ability table is worth against recorded outcomes.

    private static readonly BoostingOptions s_curveOptions = new() { Trees = 200, Rate = 0.03, Leaves = 12, LeafWeight = 20, Penalty = 20, FeatureShare = 0.3 };
    private static readonly BoostingOptions s_gainOptions = s_curveOptions with { Trees = 350 };
    private static readonly BoostingOptions s_residualOptions = new() { Trees = 70, Rate = 0.06, Leaves = 8, LeafWeight = 30, Penalty = 20, FeatureShare = 0.25 };

    // A source of few rows has many models as a rule: small corrections keep scoring all of them fast.
    private static readonly BoostingOptions s_smallResidualOptions = s_residualOptions with { Trees = 24, Rate = 0.1, Leaves = 4 };
    private const int LargeResidualRows = 1000;

    /// <exception cref="TrainingException">Too few rows, or no row with two models.</exception>
    public static LearnedRouter Train(IEnumerable<OutcomeRow> outcomes, TrainingOptions options)
    {
        var rows = Select(outcomes, options);
        var table = TrainingTable.Of(rows);
        var stage = StageOne.Fit(table);
        var binned = BinnedFeatures.Of(stage.Rows);
        var middle = CrossFit.Fit(binned, stage.Rows, table.Middles, table.MiddleWeights, table.Fold, s_curveOptions with { Seed = options.Seed }, bags: 2);
        var gain = CrossFit.Fit(binned, stage.Rows, table.Gains, table.GainWeights, table.Fold, s_gainOptions with { Seed = options.Seed + 77 }, bags: 3);
        var demand = rows.Select((_, r) => ScoreCurve.OfDemand(TaskDemand.Of(table.Features[r].Surface))).ToArray();
        var demandShare = DemandShare(table, gain.HeldOut, demand);
        var curves = demand.Select((fixedCurve, r) => LearnedRouter.Blend(ScoreCurve.Of(middle.HeldOut[r], gain.HeldOut[r]), fixedCurve, demandShare, demandShare)).ToArray();

        var calibration = new LogitCalibration.Fitter();
        var heads = ModelHeads(table, stage, curves);
        var common = CommonResiduals(table, heads);
        var few = heads.Where(h => LinearCorrections.Suits(h.Value.Head.Rows)).ToDictionary(StringComparer.Ordinal);
        var words = LinearCorrections.Fit(
            table, stage, few.ToDictionary(h => h.Key, h => h.Value.Predicted, StringComparer.Ordinal), few.ToDictionary(h => h.Key, h => Left(h.Value, table, common), StringComparer.Ordinal));
        var models = new Dictionary<string, ModelHead>(StringComparer.Ordinal);
        foreach (var (name, (head, predicted)) in heads.OrderBy(h => h.Key, StringComparer.Ordinal))
            models[name] = FitResidual((head with { Words = words.Of.GetValueOrDefault(name, -1) }, predicted), table, stage, binned, common, options.Seed, calibration);
        return new LearnedRouter
        {
            Version = options.Version,
            Vocabulary = stage.Vocabulary,
            Heads = stage.Heads,
            Topics = stage.Topics,
            Sources = SourceProfiles.Of(table),
            Middle = middle.Trees,
            Gain = gain.Trees,
            Words = words.Heads,
            Models = models,
            DemandShare = (float)demandShare,
            Calibration = calibration.Fit(),
        };
    }

    private static List<OutcomeRow> Select(IEnumerable<OutcomeRow> outcomes, TrainingOptions options)
    {
        var wanted = options.Models.ToHashSet(StringComparer.Ordinal);
        var rows = outcomes.Where(row => row.Split is null or "train")
            .Select(row => wanted.Count == 0 ? row : row with { Scores = row.Scores.Where(s => wanted.Contains(s.Key)).ToDictionary(StringComparer.Ordinal) })
            .Where(row => row.Scores.Count > 0)
            .ToList();
        var missing = wanted.Where(model => !rows.Exists(row => row.Scores.ContainsKey(model))).ToList();
        if (missing.Count > 0)
            throw new TrainingException($"no training row has a score of {string.Join(", ", missing)}; check the spelling against the files' \"scores\".");
        if (rows.Count < options.LeastRows)
            throw new TrainingException($"{rows.Count} training rows; a router needs at least {options.LeastRows} (rows with \"split\" other than \"train\" are left out).");
        if (!rows.Exists(row => row.Scores.Count > 1))
            throw new TrainingException("no row has scores of two models, so that gains cannot be learned; run several models on the same prompts (tandem router collect).");
        return rows;
    }

    /// <summary>How far held-out gains are better predicted when they lean on fixed demand: much where rows are few, hardly where they are many.</summary>
    private static double DemandShare(TrainingTable table, float[] heldOut, ScoreCurve[] demand)
    {
        var product = 0.0;
        var square = 0.0;
        foreach (var source in Enumerable.Range(0, heldOut.Length).GroupBy(r => TrainingTable.SourceOf(table.Rows[r]), StringComparer.Ordinal))
        {
            // Within sources: what share makes up for differences between sources is no matter of demand.
            var rows = source.ToList();
            var total = rows.Sum(r => table.GainWeights[r]) + 1e-9;
            var meanError = rows.Sum(r => table.GainWeights[r] * (table.Gains[r] - heldOut[r])) / total;
            var meanStep = rows.Sum(r => table.GainWeights[r] * (demand[r].Gain - heldOut[r])) / total;
            foreach (var r in rows)
            {
                var step = demand[r].Gain - heldOut[r] - meanStep;
                product += table.GainWeights[r] * (table.Gains[r] - heldOut[r] - meanError) * step;
                square += table.GainWeights[r] * step * step;
            }
        }

        return square > 0 ? Math.Clamp(product / square, 0.05, 0.7) : 0.05;
    }

    /// <summary>Each model's ability, and what the curves alone predict of it; NaN where it has no outcome.</summary>
    private static Dictionary<string, (ModelHead Head, float[] Predicted)> ModelHeads(TrainingTable table, StageOne stage, ScoreCurve[] curves)
    {
        var heads = new Dictionary<string, (ModelHead, float[])>(StringComparer.Ordinal);
        foreach (var name in table.Rows.SelectMany(row => row.Scores.Keys).Distinct(StringComparer.Ordinal))
        {
            var (skills, overall) = Skills(name, table);
            var predicted = new float[table.Rows.Count];
            var count = 0;
            var sources = new SortedSet<int>();
            for (var r = 0; r < table.Rows.Count; r++)
            {
                predicted[r] = float.NaN;
                if (!table.Rows[r].Scores.ContainsKey(name))
                    continue;
                predicted[r] = (float)curves[r].At(QueryReading.AbilityOf(stage.Domains[r], skills, overall));
                sources.Add(table.PlaceOf(r));
                count++;
            }

            heads[name] = (new ModelHead(name, skills, overall, [.. sources], count, Words: -1, Residual: null), predicted);
        }

        return heads;
    }

    /// <summary>Each row's mean error over its models: a harder or easier question than it looked, which says nothing about one model against another.</summary>
    private static float[] CommonResiduals(TrainingTable table, Dictionary<string, (ModelHead Head, float[] Predicted)> heads) =>
        [.. table.Rows.Select((row, r) => (float)row.Scores.Average(score => score.Value - heads[score.Key].Predicted[r]))];

    /// <summary>What the prediction leaves to be explained of a model's scores; NaN where it has no outcome.</summary>
    private static float[] Left((ModelHead Head, float[] Predicted) model, TrainingTable table, float[] common) =>
        [.. model.Predicted.Select((p, r) => float.IsNaN(p) ? p : (float)table.Rows[r].Scores[model.Head.Name] - p - CommonShare * common[r])];

    private static ModelHead FitResidual(
        (ModelHead Head, float[] Predicted) model, TrainingTable table, StageOne stage, BinnedFeatures binned, float[] common, int seed, LogitCalibration.Fitter calibration)
    {
        var (head, predicted) = model;
        var left = Left(model, table, common);
        float[] residuals = [.. left.Select(value => float.IsNaN(value) ? 0 : value)];
        float[] weights = [.. left.Select((value, r) => float.IsNaN(value) ? 0 : table.MiddleWeights[r])];

        if (head.Rows >= LeastResidualRows)
        {
            var options = head.Rows >= LargeResidualRows ? s_residualOptions : s_smallResidualOptions;
            var (trees, heldOut) = CrossFit.Fit(binned, stage.Rows, residuals, weights, table.Fold, options with { Seed = seed + 5 }, bags: 1);
            var shrinkage = Shrinkage.Of(residuals.Zip(heldOut, weights));
            if (shrinkage >= LeastShrinkage)
            {
                head = head with { Residual = trees.Times((float)shrinkage) };
                for (var r = 0; r < predicted.Length; r++)
                    predicted[r] += (float)shrinkage * heldOut[r];
            }
        }

        for (var r = 0; r < predicted.Length; r++)
        {
            if (!float.IsNaN(predicted[r]))
                calibration.Add(predicted[r], table.Rows[r].Scores[head.Name], 1.0 / table.Rows[r].Scores.Count);
        }

        return head;
    }

    private static (Dictionary<string, float> Skills, float Overall) Skills(string name, TrainingTable table)
    {
        var known = AbilityTable.OfName(name);
        var sums = known.Skills.ToDictionary(s => s.Key, s => (Sum: s.Value * TableRows, Weight: TableRows), StringComparer.Ordinal);
        var overall = (Sum: known.Overall * TableRows, Weight: TableRows);
        foreach (var scale in table.Scales)
        {
            if (!scale.Positions.TryGetValue(name, out var position))
                continue;
            overall = (overall.Sum + position * scale.Rows, overall.Weight + scale.Rows);
            if (scale.Domain is not null)
            {
                var (sum, weight) = sums.GetValueOrDefault(scale.Domain);
                sums[scale.Domain] = (sum + position * scale.Rows, weight + scale.Rows);
            }
        }

        return (sums.ToDictionary(s => s.Key, s => (float)(s.Value.Sum / s.Value.Weight), StringComparer.Ordinal), (float)(overall.Sum / overall.Weight));
    }
}
