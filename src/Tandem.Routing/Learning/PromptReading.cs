using Tandem.Routing.Abilities;
using Tandem.Routing.Estimation;

namespace Tandem.Routing.Learning;

/// <summary>What a <see cref="TrainedRouter"/> made of one prompt.</summary>
public sealed class PromptReading
{
    // Half-widths of 90 % intervals, in standard deviations.
    private const double Coverage = 1.645;

    // Root mean square of the calibrated error within a kind of prompt: known kinds, kinds never seen.
    private const double KnownError = 0.06, NovelError = 0.14;

    private readonly LearnedRouter _router;
    private readonly QueryReading _reading;

    internal PromptReading(LearnedRouter router, QueryReading reading)
    {
        _router = router;
        _reading = reading;
    }

    /// <summary>0 = a text of a kind that training knew, 1 = nothing like it: then fixed rules of demand decide.</summary>
    public double Novelty => _reading.Novelty;

    /// <summary>Calibrated expected score, in (0, 1), of a model by its name in outcome files; by its family's ability where training did not know it.</summary>
    public double ScoreOf(string model) => _router.Models.TryGetValue(model, out var head)
        ? _router.Score(_reading, head)
        : Score(AbilityTable.OfName(model));

    /// <summary>The estimate for a configured model, by the best that is known of its ability.</summary>
    public ScoreEstimate Estimate(ModelProfile model)
    {
        if (model.Capability.Count == 0 && _router.Models.TryGetValue(model.UpstreamName, out var head))
            return Interval(_router.Score(_reading, head), 0);
        var ability = AbilityTable.Of(model);
        var spread = (Score(ability with { Overall = ability.Overall + ability.Deviation, Skills = Shift(ability, ability.Deviation) })
            - Score(ability with { Overall = ability.Overall - ability.Deviation, Skills = Shift(ability, -ability.Deviation) })) / 2;
        return Interval(Score(ability), Math.Abs(spread));
    }

    private double Score(Ability ability) => Math.Min(ability.Ceiling, _router.Score(_reading, ability.Skills, ability.Overall));

    private static Dictionary<string, float> Shift(Ability ability, float by) =>
        ability.Skills.ToDictionary(skill => skill.Key, skill => skill.Value + by, StringComparer.Ordinal);

    private ScoreEstimate Interval(double expected, double abilityError)
    {
        var error = KnownError + (NovelError - KnownError) * Novelty;

        // Near 0 and 1 there is less room to be wrong.
        var width = Coverage * Math.Sqrt(error * error * 4 * expected * (1 - expected) + abilityError * abilityError);
        return new ScoreEstimate(expected, Math.Max(0, expected - width), Math.Min(1, expected + width));
    }
}
