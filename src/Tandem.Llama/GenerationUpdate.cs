namespace Tandem.Llama;

/// <summary>A piece of an answer. The last one says why it ended and what it used.</summary>
/// <param name="Text">New text, whole characters only; may be empty.</param>
/// <param name="Finish">Set on the last update only.</param>
/// <param name="Usage">Tokens so far.</param>
public readonly record struct GenerationUpdate(string Text, GenerationFinish? Finish, GenerationUsage Usage)
{
    /// <summary>
    /// On the last update: how likely the answer is right, in [0, 1], by the calibration that the model's file carries; 0 for a refusal. Null where it
    /// carries none, and for answers that were sampled or held to a grammar, which the calibration says nothing of.
    /// </summary>
    public double? PSuccess { get; init; }
}
