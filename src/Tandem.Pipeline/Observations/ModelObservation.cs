namespace Tandem.Pipeline.Observations;

/// <summary>One finished attempt, as its upstream reported it.</summary>
/// <param name="InputBytes">Bytes of text that were sent.</param>
/// <param name="InputTokens">What the upstream counted; 0 = not reported.</param>
/// <param name="OutputBytes">Bytes of model output received.</param>
/// <param name="OutputTokens">What the upstream counted; 0 = not reported.</param>
public sealed record ModelObservation(
    string Model, long InputBytes, long InputTokens, long OutputBytes, long OutputTokens, TimeSpan FirstToken, TimeSpan Duration);
