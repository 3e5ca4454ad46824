using Tandem.Routing.Learning;

namespace Tandem.Routing.Training;

/// <summary>The linear part: n-gram heads and topics, fitted on all rows, and the rows of the second stage made by heads that never saw them.</summary>
internal sealed class StageOne
{
    private const int LeastGramRows = 3;
    private const int MostGrams = 20_000;
    private const int LeastClassRows = 15;
    private const float Penalty = 2;
    private const float GainScale = 3; // A gain has a smaller spread than ±1, so that the common penalty would be too mild without.
    private const int Iterations = 12;
    private const double ClassPrior = 20; // Rows of the common mean that each class's mean starts from.

    private readonly TrainingTable _table;
    private readonly List<(string Key, string[] Classes, int[] OfRow)> _labels;
    private readonly int _heads;

    private StageOne(TrainingTable table)
    {
        _table = table;
        Vocabulary = NgramVocabulary.Of(table.Features, LeastGramRows, MostGrams);
        Sparse = [.. table.Features.Select(Vocabulary.Vectorise)];
        _labels = Labels(table);
        _heads = 2 + _labels.Sum(label => label.Classes.Length);
        var targets = Targets();
        Heads = FitHeads(targets, fold: -1);
        var everyRow = Enumerable.Range(0, table.Rows.Count).ToArray();
        Topics = TopicsOf(everyRow);
        Rows = new float[table.Rows.Count][];
        Domains = new IReadOnlyDictionary<string, float>[table.Rows.Count];
        for (var fold = 0; fold < TrainingTable.Folds; fold++)
            FillFold(targets, fold);
    }

    public NgramVocabulary Vocabulary { get; }

    public IReadOnlyList<SparseVector> Sparse { get; }

    public LinearHeads Heads { get; }

    public IReadOnlyList<TopicGroup> Topics { get; }

    /// <summary>Second-stage features of each training row, from the other folds.</summary>
    public float[][] Rows { get; }

    /// <summary>Each row's probabilities of domains, from the other folds.</summary>
    public IReadOnlyDictionary<string, float>[] Domains { get; }

    public static StageOne Fit(TrainingTable table) => new(table);

    private static List<(string Key, string[] Classes, int[] OfRow)> Labels(TrainingTable table)
    {
        var byKey = new SortedDictionary<string, string?[]>(StringComparer.Ordinal);
        for (var r = 0; r < table.Rows.Count; r++)
        {
            foreach (var topic in table.Rows[r].Topics.Append(table.Rows[r].Domain is { } domain ? "domain:" + domain : null).OfType<string>())
            {
                var key = topic[..topic.IndexOf(':', StringComparison.Ordinal)];
                if (!byKey.TryGetValue(key, out var values))
                    byKey[key] = values = new string?[table.Rows.Count];
                values[r] = topic[(key.Length + 1)..];
            }
        }

        var labels = new List<(string, string[], int[])>();
        foreach (var (key, values) in byKey)
        {
            var classes = values.OfType<string>().GroupBy(v => v, StringComparer.Ordinal).Where(g => g.Count() >= LeastClassRows)
                .Select(g => g.Key).Order(StringComparer.Ordinal).ToArray();
            if (classes.Length >= 2)
                labels.Add((key, classes, [.. values.Select(v => v is null ? -1 : Array.IndexOf(classes, v))]));
        }

        return labels;
    }

    private float[] Targets()
    {
        var targets = new float[_table.Rows.Count * _heads];
        for (var r = 0; r < _table.Rows.Count; r++)
        {
            var row = targets.AsSpan(r * _heads, _heads);
            row[0] = GainScale * _table.Middles[r];
            row[1] = GainScale * Math.Clamp(_table.Gains[r], -2, 2);
            var at = 2;
            foreach (var (_, classes, ofRow) in _labels)
            {
                // A row without this label says nothing about its classes.
                row.Slice(at, classes.Length).Fill(ofRow[r] < 0 ? float.NaN : -1);
                if (ofRow[r] >= 0)
                    row[at + ofRow[r]] = 1;
                at += classes.Length;
            }
        }

        return targets;
    }

    private LinearHeads FitHeads(float[] targets, int fold)
    {
        var weights = new float[_table.Rows.Count];
        for (var r = 0; r < weights.Length; r++)
            weights[r] = _table.Fold[r] == fold ? 0 : 1;
        var (heads, intercepts) = RidgeTrainer.Fit(Sparse, Vocabulary.Count, targets, weights, _heads, Penalty, Iterations);
        return LinearHeads.Quantise(heads, intercepts);
    }

    private List<TopicGroup> TopicsOf(int[] rows)
    {
        var groups = new List<TopicGroup>();
        var head = 2;
        foreach (var (key, classes, ofRow) in _labels)
        {
            groups.Add(new TopicGroup(key, head, classes,
                ClassMeans(rows, ofRow, classes.Length, _table.Middles, _table.MiddleWeights),
                ClassMeans(rows, ofRow, classes.Length, _table.Gains, _table.GainWeights)));
            head += classes.Length;
        }

        return groups;
    }

    private static float[] ClassMeans(int[] rows, int[] ofRow, int classes, float[] values, float[] weights)
    {
        var sums = new double[classes];
        var totals = new double[classes];
        foreach (var r in rows)
        {
            if (ofRow[r] < 0)
                continue;
            sums[ofRow[r]] += (double)weights[r] * values[r];
            totals[ofRow[r]] += weights[r];
        }

        var mean = totals.Sum() > 0 ? sums.Sum() / totals.Sum() : 0;
        return [.. sums.Zip(totals, (sum, total) => (float)((sum + ClassPrior * mean) / (total + ClassPrior)))];
    }

    private void FillFold(float[] targets, int fold)
    {
        var heads = FitHeads(targets, fold);
        var others = Enumerable.Range(0, _table.Rows.Count).Where(r => _table.Fold[r] != fold).ToArray();
        var topics = TopicsOf(others);
        for (var r = 0; r < _table.Rows.Count; r++)
        {
            if (_table.Fold[r] != fold)
                continue;
            var values = heads.Evaluate(Sparse[r]);
            var row = StageRow.New(_table.Features[r], Sparse[r], topics.Count);
            StageRow.PutHeads(row, values);
            Domains[r] = QueryReading.NoDomains;
            for (var t = 0; t < topics.Count; t++)
            {
                var posterior = topics[t].Posterior(values);
                StageRow.PutTopic(row, t, posterior, topics[t].Middles, topics[t].Gains);
                if (topics[t].Key == "domain")
                    Domains[r] = topics[t].Classes.Zip(posterior).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
            }

            Rows[r] = row;
        }
    }
}
