using Tandem.Llama.Gguf;

namespace Tandem.Llama.Inference;

/// <summary>
/// How likely a greedy answer is right, from the mean natural-log probability of its tokens, the end token included:
/// a logistic curve that a model file may carry (<c>tandem.calibration.slope</c> and <c>tandem.calibration.offset</c>).
/// </summary>
/// <param name="Refusal">How an answer begins that is none (<c>tandem.calibration.refusal</c>); empty where the file does not say.</param>
internal sealed record AnswerCalibration(double Slope, double Offset, string Refusal)
{
    private const double LeastLogProbability = -3; // The curve was fitted on values cut off here.

    /// <summary>The curve in the file; null where it carries none.</summary>
    public static AnswerCalibration? Of(GgufMetadata metadata) =>
        metadata.Number("tandem.calibration.slope") is { } slope && metadata.Number("tandem.calibration.offset") is { } offset
        && double.IsFinite(slope) && double.IsFinite(offset)
            ? new AnswerCalibration(slope, offset, metadata.Text("tandem.calibration.refusal") ?? "")
            : null;

    /// <summary>In [0, 1].</summary>
    public double PSuccess(double meanLogProbability) =>
        1 / (1 + Math.Exp(-(Slope * Math.Max(LeastLogProbability, meanLogProbability) + Offset)));
}
