using System.Numerics.Tensors;

namespace Tandem.Llama.Inference;

/// <summary>Follows one greedy answer and tells at its end how likely it is right.</summary>
internal sealed class AnswerConfidence(AnswerCalibration calibration)
{
    private double _sum;
    private int _tokens;

    /// <summary>In [0, 1]; null before the first token.</summary>
    public double? PSuccess => _tokens == 0 ? null : calibration.PSuccess(_sum / _tokens);

    /// <summary>Takes in the logits from which the likeliest token is about to be taken.</summary>
    public void Add(ReadOnlySpan<float> logits)
    {
        var highest = TensorPrimitives.Max(logits);
        double total = 0;
        foreach (var logit in logits)
            total += Math.Exp(logit - highest);
        _sum -= Math.Log(total);
        _tokens++;
    }
}
