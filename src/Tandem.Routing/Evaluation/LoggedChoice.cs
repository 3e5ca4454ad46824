namespace Tandem.Routing.Evaluation;

/// <summary>One recorded decision, seen by a policy that is to be judged on it.</summary>
/// <param name="Propensity">Probability with which the recorded policy took what it took, in (0, 1].</param>
/// <param name="Target">Probability with which the judged policy would take the same, in [0, 1].</param>
/// <param name="Outcome">What came of it, in [0, 1].</param>
/// <param name="PredictedTaken">Predicted score of what was taken.</param>
/// <param name="PredictedTarget">Predicted score of the judged policy: the mean over its own choice.</param>
public readonly record struct LoggedChoice(double Propensity, double Target, double Outcome, double PredictedTaken, double PredictedTarget);
