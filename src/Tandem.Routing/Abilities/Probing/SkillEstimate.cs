namespace Tandem.Routing.Abilities.Probing;

/// <summary>What a probe found of one skill.</summary>
/// <param name="Value">Ability, on the scale of <see cref="Ability"/>.</param>
/// <param name="Deviation">Standard deviation of what is believed, in the same unit.</param>
public sealed record SkillEstimate(string Skill, double Value, double Deviation, int Right, int Asked)
{
    // Half-width of a 90 % interval, in standard deviations.
    private const double Coverage = 1.645;

    /// <summary>The value for <c>capability</c> in the configuration: expected score on a middling question, in (0, 1).</summary>
    public double Score => AbilityTable.ScoreOf(Value);

    /// <summary>Lower end of the 90 % interval of <see cref="Score"/>.</summary>
    public double LowScore => AbilityTable.ScoreOf(Value - Coverage * Deviation);

    /// <summary>Upper end of the same interval.</summary>
    public double HighScore => AbilityTable.ScoreOf(Value + Coverage * Deviation);
}
