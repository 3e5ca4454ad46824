using Tandem.Routing.Features;
using Tandem.Routing.Outcomes;

namespace Tandem.Routing.Training;

/// <summary>Training rows with their features, folds and targets. Rows of one group are in one fold.</summary>
internal sealed class TrainingTable
{
    public const int Folds = 5;

    // A pair one unit of ability apart has this spread; a row's gain counts in proportion to its spread.
    private const double PairSpread = 0.5;

    private readonly Dictionary<string, int> _places;

    private TrainingTable(IReadOnlyList<OutcomeRow> rows, IReadOnlyList<SourceScale> scales)
    {
        Rows = rows;
        Scales = scales;
        _places = scales.Select((scale, place) => (scale.Source, place)).ToDictionary(p => p.Source, p => p.place, StringComparer.Ordinal);
        Features = [.. rows.Select(row => PromptFeatures.Of(row.Prompt))];
        Fold = [.. rows.Select(row => (int)(TextHash.Mix(TextHash.OfWord(row.Group)) % Folds))];
        Positions = new IReadOnlyDictionary<string, double>[rows.Count];
        Middles = new float[rows.Count];
        Gains = new float[rows.Count];
        MiddleWeights = new float[rows.Count];
        GainWeights = new float[rows.Count];
        for (var r = 0; r < rows.Count; r++)
        {
            var scale = scales[PlaceOf(r)];
            Positions[r] = scale.Positions;
            SetTargets(r, (float)Math.Clamp(Math.Sqrt(3000.0 / scale.Rows), 0.7, 4));
        }
    }

    public IReadOnlyList<OutcomeRow> Rows { get; }

    public IReadOnlyList<SourceScale> Scales { get; }

    public IReadOnlyList<PromptFeatures> Features { get; }

    public int[] Fold { get; }

    /// <summary>Ability of each model in the row's source.</summary>
    public IReadOnlyDictionary<string, double>[] Positions { get; }

    /// <summary>Score at ability ½, by the row's least-squares line.</summary>
    public float[] Middles { get; }

    /// <summary>Slope of that line: score for a unit of ability.</summary>
    public float[] Gains { get; }

    public float[] MiddleWeights { get; }

    public float[] GainWeights { get; }

    public static TrainingTable Of(IReadOnlyList<OutcomeRow> rows)
    {
        var scales = rows.GroupBy(SourceOf, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => SourceScale.Of(group.Key, [.. group])).ToList();
        return new TrainingTable(rows, scales);
    }

    /// <summary>Place of the row's source in <see cref="Scales"/>, which is in the order of <see cref="SourceProfiles"/>.</summary>
    public int PlaceOf(int row) => _places[SourceOf(Rows[row])];

    public static string SourceOf(OutcomeRow row) => row.Source ?? "";

    private void SetTargets(int r, float sourceWeight)
    {
        var meanPosition = 0.0;
        var meanScore = 0.0;
        foreach (var (model, score) in Rows[r].Scores)
        {
            meanPosition += Positions[r][model];
            meanScore += score;
        }

        meanPosition /= Rows[r].Scores.Count;
        meanScore /= Rows[r].Scores.Count;
        var spread = 0.0;
        var product = 0.0;
        foreach (var (model, score) in Rows[r].Scores)
        {
            var offset = Positions[r][model] - meanPosition;
            spread += offset * offset;
            product += offset * (score - meanScore);
        }

        var gain = spread > 1e-3 ? product / spread : 0;
        Gains[r] = (float)gain;
        GainWeights[r] = sourceWeight * (float)Math.Min(1.5, spread / PairSpread);

        // The line is carried to ½ by a typical slope where the row's own is not to be trusted.
        var trust = spread / (spread + 0.1);
        Middles[r] = (float)(meanScore + (0.5 - meanPosition) * (trust * gain + (1 - trust) * 0.13));
        MiddleWeights[r] = sourceWeight;
    }
}
