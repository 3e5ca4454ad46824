using Tandem.Llama.Gguf;
using Tandem.Llama.Kernels.Formats;

namespace Tandem.Llama.Kernels;

/// <summary>Chooses the inner product of one quantised weight row with one activation row.</summary>
internal static unsafe class DotKernels
{
    public static delegate*<byte*, in QuantizedRow, int, float> For(GgmlType type, VectorPath path) => path switch
    {
        VectorPath.Vector512 => type switch
        {
            GgmlType.Q4K => &Vector512Dot.Q4K,
            GgmlType.Q5K => &Vector512Dot.Q5K,
            GgmlType.Q6K => &Vector512Dot.Q6K,
            _ => For(type, VectorPath.Vector256),
        },
        VectorPath.Vector256 => type switch
        {
            GgmlType.Q80 => &Vector256Dot.Q80,
            GgmlType.Q40 => &Vector256Dot.Q40,
            GgmlType.Q4K => &Vector256Dot.Q4K,
            GgmlType.Q5K => &Vector256Dot.Q5K,
            GgmlType.Q6K => &Vector256Dot.Q6K,
            _ => throw NotBlocks(type),
        },
        VectorPath.Vector128 => type switch
        {
            GgmlType.Q80 => &Vector128Dot.Dot<Q80>,
            GgmlType.Q40 => &Vector128Dot.Dot<Q40>,
            GgmlType.Q4K => &Vector128Dot.Dot<Q4K>,
            GgmlType.Q5K => &Vector128Dot.Dot<Q5K>,
            GgmlType.Q6K => &Vector128Dot.Dot<Q6K>,
            _ => throw NotBlocks(type),
        },
        _ => type switch
        {
            GgmlType.Q80 => &ScalarDot.Dot<Q80>,
            GgmlType.Q40 => &ScalarDot.Dot<Q40>,
            GgmlType.Q4K => &ScalarDot.Dot<Q4K>,
            GgmlType.Q5K => &ScalarDot.Dot<Q5K>,
            GgmlType.Q6K => &ScalarDot.Dot<Q6K>,
            _ => throw NotBlocks(type),
        },
    };

    private static ArgumentOutOfRangeException NotBlocks(GgmlType type) => new(nameof(type), type, "Not a block format.");
}
