namespace Tandem.Routing.Evaluation;

/// <summary>One query of a two-model evaluation.</summary>
/// <param name="Preference">Higher = sent to the strong model sooner.</param>
/// <param name="Weak">Recorded score of the weak model, in [0, 1].</param>
/// <param name="Strong">Recorded score of the strong model, in [0, 1].</param>
public readonly record struct PairOutcome(double Preference, double Weak, double Strong)
{
    public double Gain => Strong - Weak;
}
