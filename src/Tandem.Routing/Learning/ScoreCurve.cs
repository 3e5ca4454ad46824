using Tandem.Routing.Features;

namespace Tandem.Routing.Learning;

/// <summary>Expected score as a function of a model's ability, for one query.</summary>
/// <remarks>
/// Item response theory with two parameters (Birnbaum 1968), pinned where the data are: the score at ability 0 (Mixtral-8x7B) and at ability 1
/// (GPT-4-1106), so that the gain between the two is what was predicted, and a logistic curve through both elsewhere.
/// </remarks>
internal readonly record struct ScoreCurve(double AtZero, double AtOne)
{
    private const double Least = 0.015;

    /// <param name="middle">Expected score at ability ½.</param>
    /// <param name="gain">Rise of the score from ability 0 to 1.</param>
    public static ScoreCurve Of(double middle, double gain) =>
        new(Inside(middle - gain / 2), Inside(middle + gain / 2));

    /// <summary>The curve that fixed demand alone gives: the more specialist the task, the more ability counts.</summary>
    public static ScoreCurve OfDemand(TaskDemand demand)
    {
        // Below the middle the score saturates faster than it falls above: plain requests succeed with nearly any model.
        var low = 0.75 - (demand.Level < 0 ? 0.75 : 0.6) * demand.Level;
        return new ScoreCurve(Logistic(low), Logistic(low + 0.75 * (1 + 0.3 * demand.Craft)));
    }

    public double Middle => (AtZero + AtOne) / 2;

    public double Gain => AtOne - AtZero;

    public double At(double ability)
    {
        var low = Logit(AtZero);
        return Logistic(low + ability * (Logit(AtOne) - low));
    }

    public static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    public static double Logit(double p) => Math.Log(p / (1 - p));

    /// <summary>Keeps a prediction inside (0, 1) without ties: beyond the margin it goes on ever more slowly.</summary>
    public static double Inside(double p) => p switch
    {
        < 2 * Least => Least + Least * Math.Exp((p - 2 * Least) / Least),
        > 1 - 2 * Least => 1 - Inside(1 - p),
        _ => p,
    };
}
