namespace Tandem.Llama.Kernels;

/// <summary>One row of activations as signed bytes: the right-hand side of every product with quantised weights.</summary>
internal readonly unsafe struct QuantizedRow(sbyte* quants, float* scales, float* scaledSums, float* halfScales, float* halfSums, short* sums)
{
    /// <summary>Values in [−127, 127].</summary>
    public readonly sbyte* Quants = quants;

    /// <summary>One per 32 values. For the K types all eight of a block of 256 are equal, so that one block needs one.</summary>
    public readonly float* Scales = scales;

    /// <summary>Per 32 values: their sum times their scale. What a weight's minimum or offset is multiplied with.</summary>
    public readonly float* ScaledSums = scaledSums;

    /// <summary><see cref="Scales"/> times <see cref="HalfBits.Rebias"/>, for kernels that read the weights' half-precision scales the short way.</summary>
    public readonly float* HalfScales = halfScales;

    /// <summary><see cref="ScaledSums"/> times <see cref="HalfBits.Rebias"/>.</summary>
    public readonly float* HalfSums = halfSums;

    /// <summary>Per 16 values: their sum.</summary>
    public readonly short* Sums = sums;
}
