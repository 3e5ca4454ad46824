using Tandem.Routing.Abilities;
using Tandem.Routing.Learning;
using Tandem.Routing.Outcomes;

namespace Tandem.Routing.Training;

/// <summary>Where each model of one source stands on the common ability scale: the logit of its mean score, linked by the abilities already known.</summary>
/// <remarks>Mean-sigma linking with a prior on the slope (Kolen and Brennan, Test Equating, ch. 6).</remarks>
internal sealed record SourceScale(string Source, string? Domain, int Rows, IReadOnlyDictionary<string, double> Positions)
{
    private const double PriorSlope = 0.8;
    private const double PriorWeight = 0.1;

    public static SourceScale Of(string source, IReadOnlyList<OutcomeRow> rows)
    {
        var means = rows.SelectMany(row => row.Scores).GroupBy(score => score.Key, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (Model: group.Key, Count: group.Count(), Logit: LogitOfMean(group.Sum(score => score.Value), group.Count())))
            .ToList();
        var domain = rows.Where(row => row.Domain is not null).GroupBy(row => row.Domain!, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).FirstOrDefault()?.Key;

        var known = means.Select(m => Known(AbilityTable.OfName(m.Model), domain)).ToArray();
        var weights = known.Select(k => 1 / (k.Deviation * k.Deviation)).ToArray();
        var total = weights.Sum();
        var meanAbility = weights.Zip(known, (w, k) => w * k.Value).Sum() / total;
        var meanLogit = weights.Zip(means, (w, m) => w * m.Logit).Sum() / total;
        var scale = weights.Length / total;
        var products = 0.0;
        var squares = 0.0;
        for (var m = 0; m < known.Length; m++)
        {
            products += scale * weights[m] * (known[m].Value - meanAbility) * (means[m].Logit - meanLogit);
            squares += scale * weights[m] * (known[m].Value - meanAbility) * (known[m].Value - meanAbility);
        }

        var slope = Math.Max(0.3, (products + PriorWeight * PriorSlope) / (squares + PriorWeight));
        return new SourceScale(source, domain, rows.Count, means.ToDictionary(
            m => m.Model, m => Math.Clamp(meanAbility + (m.Logit - meanLogit) / slope, -3, 3), StringComparer.Ordinal));
    }

    private static (double Value, double Deviation) Known(Ability ability, string? domain) =>
        (domain is not null && ability.Skills.TryGetValue(domain, out var skill) ? skill : ability.Overall, ability.Deviation);

    private static double LogitOfMean(double sum, int count) => ScoreCurve.Logit((sum + 0.5) / (count + 1));
}
