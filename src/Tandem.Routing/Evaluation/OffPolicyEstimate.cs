namespace Tandem.Routing.Evaluation;

/// <summary>What another policy would have achieved, from recorded choices: inverse propensity, self-normalised, doubly robust.</summary>
/// <remarks>Horvitz and Thompson 1952; Swaminathan and Joachims 2015; Dudík, Langford and Li 2011. Effective sample size: Kish 1965.</remarks>
public sealed record OffPolicyEstimate
{
    /// <summary>Below this effective sample size an interval says nothing.</summary>
    public const double LeastEffectiveSize = 30;

    public required BootstrapInterval Ips { get; init; }

    public required BootstrapInterval SelfNormalised { get; init; }

    public required BootstrapInterval DoublyRobust { get; init; }

    /// <summary>(Σ w)² / Σ w².</summary>
    public required double EffectiveSize { get; init; }

    public required int Choices { get; init; }

    /// <summary>Why the figures may not be used, with the cure; null = they may.</summary>
    public required string? Refusal { get; init; }

    public static OffPolicyEstimate Of(IReadOnlyList<LoggedChoice> choices, int seed = 7)
    {
        if (choices.Count == 0)
            throw new ArgumentException("There are no recorded choices with an outcome in this period.", nameof(choices));
        if (choices.Any(c => !(c.Propensity > 0)))
            throw new ArgumentException("A recorded choice has no propensity; it cannot be replayed.", nameof(choices));
        var sum = choices.Sum(Weight);
        var squares = choices.Sum(c => Weight(c) * Weight(c));
        var effective = squares > 0 ? sum * sum / squares : 0;
        return new OffPolicyEstimate
        {
            Ips = BootstrapInterval.Of(choices, part => part.Average(c => Weight(c) * c.Outcome), seed),
            SelfNormalised = BootstrapInterval.Of(choices, part => part.Sum(Weight) is > 0 and var total ? part.Sum(c => Weight(c) * c.Outcome) / total : double.NaN, seed),
            DoublyRobust = BootstrapInterval.Of(choices, part => part.Average(c => c.PredictedTarget + Weight(c) * (c.Outcome - c.PredictedTaken)), seed),
            EffectiveSize = effective,
            Choices = choices.Count,
            Refusal = RefusalOf(choices, sum, effective),
        };
    }

    private static string? RefusalOf(IReadOnlyList<LoggedChoice> choices, double sum, double effective)
    {
        if (effective < LeastEffectiveSize)
        {
            return $"the recorded choices are worth {effective:0.#} of the judged policy's own; at least {LeastEffectiveSize:0} are needed. "
                + "Record more decisions, or explore more (a policy's \"exploration\").";
        }

        // With full support the weights have mean 1; clearly less means that the judged policy takes what was never tried.
        var mean = sum / choices.Count;
        var deviation = Math.Sqrt(choices.Average(c => (Weight(c) - mean) * (Weight(c) - mean)) / choices.Count);
        return mean + 3 * deviation < 0.9
            ? $"about {1 - mean:P0} of what the judged policy would take was never tried here, so that its outcome cannot be known. Explore it first."
            : null;
    }

    private static double Weight(LoggedChoice choice) => choice.Target / choice.Propensity;
}
