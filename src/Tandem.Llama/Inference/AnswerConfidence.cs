using System.Numerics.Tensors;
using System.Text;

namespace Tandem.Llama.Inference;

/// <summary>Follows one greedy answer and tells at its end how likely it is right.</summary>
internal sealed class AnswerConfidence(AnswerCalibration calibration)
{
    private double _sum;
    private readonly StringBuilder _beginning = new();
    private int _tokens;

    /// <summary>In [0, 1]; 0 for a refusal, null before the first token.</summary>
    public double? PSuccess => _tokens == 0 ? null : IsRefusal ? 0 : calibration.PSuccess(_sum / _tokens);

    private bool IsRefusal => calibration.Refusal.Length > 0 && _beginning.ToString().StartsWith(calibration.Refusal, StringComparison.Ordinal);

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

    /// <summary>Takes in the next piece of the answer's text.</summary>
    public void Add(string piece)
    {
        if (_beginning.Length < calibration.Refusal.Length)
            _beginning.Append(piece);
    }
}
