using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Tandem.Llama.Kernels.Formats;

namespace Tandem.Llama.Kernels;

/// <summary>Row × activations with AVX-512BW, for the K types: two groups of 32 in one register.</summary>
/// <remarks>Q8_0 and Q4_0 stay with <see cref="Vector256Dot"/>, whose VNNI instruction has no 512-bit form in .NET 10.</remarks>
internal static unsafe class Vector512Dot
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Q4K(byte* row, in QuantizedRow x, int columns)
    {
        var nibble = Vector512.Create((byte)15);
        var quants = x.Quants;
        var scales = x.HalfScales;
        var sums = x.HalfSums;
        var sum = Vector512<float>.Zero;
        var minimum = Vector256<float>.Zero;
        for (var end = quants + columns; quants < end; quants += 256, scales += 8, sums += 8, row += Formats.Q4K.Bytes)
        {
            var (packedScales, minimums) = KScales.Unpack(row + 4);
            var wide = WideScales(packedScales);
            var first = Scaled(Nibbles(row + Formats.Q4K.QuantsAt) & nibble, quants, Pick(wide, 0))
                + Scaled(Nibbles(row + Formats.Q4K.QuantsAt + 32) & nibble, quants + 64, Pick(wide, 1));
            var second = Scaled(Nibbles(row + Formats.Q4K.QuantsAt + 64) & nibble, quants + 128, Pick(wide, 2))
                + Scaled(Nibbles(row + Formats.Q4K.QuantsAt + 96) & nibble, quants + 192, Pick(wide, 3));
            sum = Vector512.FusedMultiplyAdd(
                Vector512.ConvertToSingle(first + second), HalfBits.Broadcast512(row) * Vector512.Create(*scales), sum);
            minimum = Fma.MultiplyAdd(Floats(minimums) * HalfBits.Broadcast256(row + 2), Vector256.Load(sums), minimum);
        }

        return Vector512.Sum(sum) - Vector256.Sum(minimum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Q5K(byte* row, in QuantizedRow x, int columns)
    {
        var nibble = Vector512.Create((byte)15);
        var sixteen = Vector512.Create((byte)16);
        var quants = x.Quants;
        var scales = x.HalfScales;
        var sums = x.HalfSums;
        var sum = Vector512<float>.Zero;
        var minimum = Vector256<float>.Zero;
        for (var end = quants + columns; quants < end; quants += 256, scales += 8, sums += 8, row += Formats.Q5K.Bytes)
        {
            var (packedScales, minimums) = KScales.Unpack(row + 4);
            var wide = WideScales(packedScales);
            var bits = Vector256.Load(row + Formats.Q5K.HighBitsAt).AsUInt16();
            var high = Vector512.Create(bits, bits >>> 1); // Bit 2j of each byte: the fifth bit in pair j.
            var packed = row + Formats.Q5K.QuantsAt;
            var first = Scaled((Nibbles(packed) & nibble) | ((high << 4).AsByte() & sixteen), quants, Pick(wide, 0))
                + Scaled((Nibbles(packed + 32) & nibble) | ((high << 2).AsByte() & sixteen), quants + 64, Pick(wide, 1));
            var second = Scaled((Nibbles(packed + 64) & nibble) | (high.AsByte() & sixteen), quants + 128, Pick(wide, 2))
                + Scaled((Nibbles(packed + 96) & nibble) | ((high >>> 2).AsByte() & sixteen), quants + 192, Pick(wide, 3));
            sum = Vector512.FusedMultiplyAdd(
                Vector512.ConvertToSingle(first + second), HalfBits.Broadcast512(row) * Vector512.Create(*scales), sum);
            minimum = Fma.MultiplyAdd(Floats(minimums) * HalfBits.Broadcast256(row + 2), Vector256.Load(sums), minimum);
        }

        return Vector512.Sum(sum) - Vector256.Sum(minimum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Q6K(byte* row, in QuantizedRow x, int columns)
    {
        var nibble = Vector512.Create((byte)15);
        var two = Vector512.Create((byte)0x30);
        var quants = x.Quants;
        var scales = x.HalfScales;
        var activationSums = x.Sums;
        var sum = Vector512<float>.Zero;
        var offset = Vector256<float>.Zero;
        for (var end = quants + columns; quants < end; quants += 256, scales += 8, activationSums += 16, row += Formats.Q6K.Bytes)
        {
            var weightScales = Avx2.ConvertToVector256Int16(Vector128.Load((sbyte*)(row + Formats.Q6K.ScalesAt)));
            var wide = Vector512.Create(weightScales, weightScales);
            var first = HalfBlock(row, row + Formats.Q6K.HighBitsAt, quants, wide, 0, nibble, two);
            var second = HalfBlock(row + 64, row + Formats.Q6K.HighBitsAt + 32, quants + 128, wide, 8, nibble, two);
            var scale = HalfBits.Broadcast512(row + Formats.Q6K.ScaleAt) * Vector512.Create(*scales);
            sum = Vector512.FusedMultiplyAdd(Vector512.ConvertToSingle(first + second), scale, sum);
            var offsets = Avx2.MultiplyAddAdjacent(weightScales, Vector256.Load(activationSums));
            offset = Fma.MultiplyAdd(Vector256.ConvertToSingle(offsets), scale.GetLower(), offset);
        }

        return Vector512.Sum(sum) - 32 * Vector256.Sum(offset);
    }

    /// <summary>128 elements of Q6_K, offset not yet taken off; their eight scales begin at word <paramref name="firstScale"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> HalfBlock(
        byte* low, byte* high, sbyte* quants, Vector512<short> wide, short firstScale, Vector512<byte> nibble, Vector512<byte> two)
    {
        var packed = Vector512.Load(low);
        var bits = Vector256.Load(high).AsUInt16();
        var pairs = Vector512.Create(bits, bits >>> 2);
        var lower = (packed & nibble) | ((pairs << 4).AsByte() & two);
        var upper = ((packed.AsUInt16() >>> 4).AsByte() & nibble) | (pairs.AsByte() & two);
        var pick = FourScales + Vector512.Create(firstScale);
        return Scaled(lower, quants, Avx512BW.PermuteVar32x16(wide, pick))
            + Scaled(upper, quants + 64, Avx512BW.PermuteVar32x16(wide, pick + Vector512.Create((short)4)));
    }

    /// <summary>Words 0, 1, 2 and 3, eight times each.</summary>
    private static Vector512<short> FourScales
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            (short)0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3);
    }

    /// <summary>32 packed bytes: themselves below, their high nibbles above (with the neighbour's bits over them).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Nibbles(byte* packed)
    {
        var bytes = Vector256.Load(packed);
        return Vector512.Create(bytes, (bytes.AsUInt16() >>> 4).AsByte());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Scaled(Vector512<byte> weights, sbyte* x, Vector512<short> scales) =>
        Avx512BW.MultiplyAddAdjacent(Avx512BW.MultiplyAddAdjacent(weights, Vector512.Load(x)), scales);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> WideScales(ulong scales) =>
        Sse41.ConvertToVector128Int16(Vector128.CreateScalarUnsafe(scales).AsByte()).ToVector256Unsafe().ToVector512Unsafe();

    /// <summary>The scale of the pair's first group in the lower half, of its second in the upper.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Pick(Vector512<short> wide, short pair) =>
        Avx512BW.PermuteVar32x16(wide, Vector512.Create(Vector256.Create((short)(2 * pair)), Vector256.Create((short)(2 * pair + 1))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Floats(ulong bytes) =>
        Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(Vector128.CreateScalarUnsafe(bytes).AsByte()));
}
