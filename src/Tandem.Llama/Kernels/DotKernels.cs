using Tandem.Llama.Gguf;
using Tandem.Llama.Kernels.Formats;

namespace Tandem.Llama.Kernels;

/// <summary>Chooses the inner product of one quantised weight row with one activation row.</summary>
internal static unsafe class DotKernels
{
    public static delegate*<byte*, in QuantizedRow, int, float> For(GgmlType type, VectorPath path) => type switch
    {
        GgmlType.Q80 => For<Q80>(path),
        GgmlType.Q40 => For<Q40>(path),
        GgmlType.Q4K => For<Q4K>(path),
        GgmlType.Q5K => For<Q5K>(path),
        GgmlType.Q6K => For<Q6K>(path),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a block format."),
    };

    private static delegate*<byte*, in QuantizedRow, int, float> For<TFormat>(VectorPath path)
        where TFormat : IBlockFormat =>
        path switch
        {
            VectorPath.Scalar => &ScalarDot.Dot<TFormat>,
            VectorPath.Vector256 or VectorPath.Vector512 when typeof(TFormat) == typeof(Q80) => &Vector256Dot.Q80,
            _ => &Vector128Dot.Dot<TFormat>,
        };
}
