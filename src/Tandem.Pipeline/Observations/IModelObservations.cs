namespace Tandem.Pipeline.Observations;

/// <summary>What was measured of each model: bytes per token, time to first token, speed.</summary>
public interface IModelObservations
{
    /// <summary>Records one finished attempt. Buffered; a lost row only makes the next estimate a little older.</summary>
    void Record(ModelObservation observation);

    /// <summary>What is known of a model so far; null = nothing yet. Answers from memory.</summary>
    ModelStatistics? Find(string model);
}
