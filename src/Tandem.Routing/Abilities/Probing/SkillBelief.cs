using Tandem.Routing.Learning;

namespace Tandem.Routing.Abilities.Probing;

/// <summary>What is believed of one skill: a joint distribution, on a grid, of the ability and of how much harder its questions are than judged.</summary>
internal sealed class SkillBelief
{
    private const double Least = -4, Step = 0.1;
    private const int Abilities = 81;

    private static readonly double[] s_shifts = [-2, -1, 0, 1, 2]; // In standard deviations.

    private readonly double[] _mass = new double[Abilities * 5]; // [ability × shift], sums to 1.
    private readonly double _difficultyError;

    public SkillBelief(double mean, double deviation, double difficultyError)
    {
        _difficultyError = difficultyError;
        for (var at = 0; at < _mass.Length; at++)
        {
            var (off, shift) = ((AbilityAt(at) - mean) / deviation, s_shifts[at % s_shifts.Length]);
            _mass[at] = Math.Exp(-0.5 * (off * off + shift * shift));
        }

        Scale(_mass);
    }

    public int Asked { get; private set; }

    public int Right { get; private set; }

    public double Mean => MeanOf(_mass);

    public double Deviation => Math.Sqrt(VarianceOf(_mass));

    public void Update(ProbeItem item, bool isRight)
    {
        After(item, isRight).CopyTo(_mass, 0);
        Scale(_mass);
        Asked++;
        Right += isRight ? 1 : 0;
    }

    /// <summary>Variance of the ability once the question is answered, over both answers.</summary>
    public double ExpectedVarianceAfter(ProbeItem item)
    {
        var sum = 0.0;
        foreach (var isRight in new[] { true, false })
        {
            var mass = After(item, isRight);
            sum += Scale(mass) * VarianceOf(mass);
        }

        return sum;
    }

    private double[] After(ProbeItem item, bool isRight)
    {
        var after = new double[_mass.Length];
        for (var at = 0; at < after.Length; at++)
        {
            var right = item.Chance + (1 - item.Chance) * ScoreCurve.Logistic(AbilityAt(at) - item.Difficulty - _difficultyError * s_shifts[at % s_shifts.Length]);
            after[at] = _mass[at] * (isRight ? right : 1 - right);
        }

        return after;
    }

    private static double AbilityAt(int at) => Least + Step * (at / s_shifts.Length);

    private static double Scale(double[] mass)
    {
        var sum = mass.Sum();
        for (var at = 0; at < mass.Length; at++)
            mass[at] /= sum;
        return sum;
    }

    private static double MeanOf(double[] mass) => mass.Select((m, at) => m * AbilityAt(at)).Sum();

    private static double VarianceOf(double[] mass)
    {
        var mean = MeanOf(mass);
        return mass.Select((m, at) => m * (AbilityAt(at) - mean) * (AbilityAt(at) - mean)).Sum();
    }
}
