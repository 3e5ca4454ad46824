using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tandem.Llama.Kernels;

/// <summary>Row × activations with AVX2, one method per format.</summary>
internal static unsafe class Vector256Dot
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Q80(byte* row, in QuantizedRow x, int columns)
    {
        var quants = x.Quants;
        var scales = x.Scales;
        var blocks = columns / 32;
        var even = Vector256<float>.Zero;
        var odd = Vector256<float>.Zero;
        var block = 0;
        for (; block + 1 < blocks; block += 2, row += 2 * Formats.Q80.Bytes)
        {
            even = Fma.MultiplyAdd(Products(row, quants + 32 * block), Vector256.Create(HalfBits.ToSingle(row) * scales[block]), even);
            var next = row + Formats.Q80.Bytes;
            odd = Fma.MultiplyAdd(Products(next, quants + 32 * block + 32), Vector256.Create(HalfBits.ToSingle(next) * scales[block + 1]), odd);
        }

        if (block < blocks)
            even = Fma.MultiplyAdd(Products(row, quants + 32 * block), Vector256.Create(HalfBits.ToSingle(row) * scales[block]), even);
        return Vector256.Sum(even + odd);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Products(byte* block, sbyte* x)
    {
        var weights = Vector256.Load((sbyte*)(block + 2));
        return Avx.ConvertToVector256Single(SignedProducts(weights, Vector256.Load(x)));
    }

    /// <summary>Sums of four adjacent products: |w| × (x with w's sign), because the instruction wants one side unsigned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> SignedProducts(Vector256<sbyte> weights, Vector256<sbyte> x)
    {
        var magnitudes = Avx2.Abs(weights);
        var signed = Avx2.Sign(x, weights);
        return AvxVnni.IsSupported
            ? AvxVnni.MultiplyWideningAndAdd(Vector256<int>.Zero, magnitudes, signed)
            : Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(magnitudes, signed), Vector256.Create((short)1));
    }
}
