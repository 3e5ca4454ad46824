namespace Tandem.Routing.Abilities.Probing;

/// <summary>
/// Estimates a model's skills from few questions, each chosen to tell the most about what is still unknown. Not safe for concurrent use.
/// </summary>
/// <remarks>
/// Item response theory with guessing (Birnbaum 1968) and Bayesian adaptive testing (Owen 1975) on a grid. The difficulties of the questions are
/// judged: an unknown shift common to a skill's questions stays in the estimate, so that no number of answers makes the interval narrower than it.
/// </remarks>
public sealed class AbilityProbe
{
    private const double DifficultyError = 0.3; // Standard deviation of the common shift, in units of ability.
    private const double LeastPrior = 0.5; // A table's figure is a start, not a reason to disbelieve answers.

    private readonly Dictionary<string, SkillBelief> _beliefs;
    private readonly List<ProbeItem> _left;

    /// <param name="items">What may be asked.</param>
    /// <param name="before">What is believed of the model so far.</param>
    public AbilityProbe(IReadOnlyList<ProbeItem> items, Ability before)
    {
        _left = [.. items];
        _beliefs = items.Select(item => item.Skill).Distinct(StringComparer.Ordinal).ToDictionary(
            skill => skill,
            skill => new SkillBelief(before.Skills.TryGetValue(skill, out var known) ? known : before.Overall, Math.Max(LeastPrior, before.Deviation), DifficultyError),
            StringComparer.Ordinal);
    }

    /// <summary>One estimate for each skill, by its name.</summary>
    public IReadOnlyList<SkillEstimate> Estimates =>
        [.. _beliefs.OrderBy(b => b.Key, StringComparer.Ordinal).Select(b => new SkillEstimate(b.Key, b.Value.Mean, b.Value.Deviation, b.Value.Right, b.Value.Asked))];

    /// <summary>The next question: of the skill asked least, the one whose answer is expected to narrow the belief most; null = none is left.</summary>
    public ProbeItem? Next() => _left.Count == 0
        ? null
        : _left.GroupBy(item => item.Skill, StringComparer.Ordinal).OrderBy(skill => _beliefs[skill.Key].Asked).ThenBy(skill => skill.Key, StringComparer.Ordinal)
            .First().MinBy(item => _beliefs[item.Skill].ExpectedVarianceAfter(item));

    /// <summary>Takes an answer in; the question is not asked again.</summary>
    public void Record(ProbeItem item, bool isRight)
    {
        _beliefs[item.Skill].Update(item, isRight);
        _left.Remove(item);
    }
}
