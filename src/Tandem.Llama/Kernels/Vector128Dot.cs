using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Tandem.Llama.Kernels;

/// <summary>Row × activations with 128-bit vectors, for every format and processor.</summary>
internal static unsafe class Vector128Dot
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot<TFormat>(byte* row, in QuantizedRow x, int columns)
        where TFormat : IBlockFormat
    {
        var elements = Gguf.GgmlTypes.BlockElements(TFormat.Type);
        var bytes = Gguf.GgmlTypes.BlockBytes(TFormat.Type);
        var quants = stackalloc sbyte[256];
        var scales = stackalloc float[16];
        var minimums = stackalloc float[16];
        var sum = Vector128<float>.Zero;
        var minimum = 0f;
        for (var start = 0; start < columns; start += elements, row += bytes)
        {
            TFormat.Expand(row, quants, scales, minimums);
            for (var group = 0; group < elements / 16; group++)
            {
                var at = start + 16 * group;
                var scale = x.Scales[at / 32];
                var product = Multiply(Vector128.Load(quants + 16 * group), Vector128.Load(x.Quants + at));
                sum += Vector128.ConvertToSingle(product) * Vector128.Create(scales[group] * scale);
                minimum += minimums[group] * scale * x.Sums[at / 16];
            }
        }

        return Vector128.Sum(sum) - minimum;
    }

    /// <summary>Sixteen products, summed into four lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Multiply(Vector128<sbyte> a, Vector128<sbyte> b)
    {
        if (Dp.IsSupported)
            return Dp.DotProduct(Vector128<int>.Zero, a, b);
        var (aLow, aHigh) = Vector128.Widen(a);
        var (bLow, bHigh) = Vector128.Widen(b);
        if (Sse2.IsSupported)
            return Sse2.MultiplyAddAdjacent(aLow, bLow) + Sse2.MultiplyAddAdjacent(aHigh, bHigh);
        var (p0, p1) = Vector128.Widen(aLow * bLow); // 128 × 127 fits 16 bits.
        var (p2, p3) = Vector128.Widen(aHigh * bHigh);
        return p0 + p1 + (p2 + p3);
    }
}
