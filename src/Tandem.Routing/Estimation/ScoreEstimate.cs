namespace Tandem.Routing.Estimation;

/// <summary>Calibrated expected score of an answer, in [0, 1], with the interval that is believed to hold it (90 %).</summary>
/// <param name="Expected">Mean.</param>
/// <param name="Low">Lower bound; <c>careful</c> decides on it.</param>
/// <param name="High">Upper bound.</param>
public readonly record struct ScoreEstimate(double Expected, double Low, double High);
