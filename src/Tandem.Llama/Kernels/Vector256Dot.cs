using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Tandem.Llama.Kernels.Formats;

namespace Tandem.Llama.Kernels;

/// <summary>Row × activations with AVX2, one method per format.</summary>
/// <remarks>
/// The instruction that multiplies bytes wants one side unsigned. Formats whose quants fit 15 bits in pairs take them unsigned and
/// subtract their offset through the sums of the activations; Q8_0 moves the weights' signs to the activations.
/// </remarks>
internal static unsafe class Vector256Dot
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Q80(byte* row, in QuantizedRow x, int columns)
    {
        var quants = x.Quants;
        var scales = x.HalfScales;
        var end = quants + columns;
        var even = Vector256<float>.Zero;
        var odd = Vector256<float>.Zero;
        for (; quants + 32 < end; quants += 64, scales += 2, row += 2 * Formats.Q80.Bytes)
        {
            even = Fma.MultiplyAdd(Q80Products(row, quants), HalfBits.Broadcast256(row) * Vector256.Create(*scales), even);
            var next = row + Formats.Q80.Bytes;
            odd = Fma.MultiplyAdd(Q80Products(next, quants + 32), HalfBits.Broadcast256(next) * Vector256.Create(scales[1]), odd);
        }

        if (quants < end)
            even = Fma.MultiplyAdd(Q80Products(row, quants), HalfBits.Broadcast256(row) * Vector256.Create(*scales), even);
        return Vector256.Sum(even + odd);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Q40(byte* row, in QuantizedRow x, int columns)
    {
        var quants = x.Quants;
        var scales = x.HalfScales;
        var sums = x.HalfSums;
        var end = quants + columns;
        var even = Vector256<float>.Zero;
        var odd = Vector256<float>.Zero;
        var offsets = Vector256<float>.Zero; // A lane for each of eight blocks.
        var products = stackalloc float[8];
        for (; quants + 256 <= end; quants += 256, scales += 8, sums += 8, row += 8 * Formats.Q40.Bytes)
        {
            var eight = EightScales(row, Formats.Q40.Bytes);
            (eight * Vector256.Load(scales)).Store(products);
            offsets = Fma.MultiplyAdd(eight, Vector256.Load(sums), offsets);
            var block = row;
            for (var i = 0; i < 8; i += 4, block += 4 * Formats.Q40.Bytes)
            {
                var at = quants + 32 * i;
                even = Fma.MultiplyAdd(Q40Products(block, at), Vector256.Create(products[i]), even);
                odd = Fma.MultiplyAdd(Q40Products(block + Formats.Q40.Bytes, at + 32), Vector256.Create(products[i + 1]), odd);
                even = Fma.MultiplyAdd(Q40Products(block + 2 * Formats.Q40.Bytes, at + 64), Vector256.Create(products[i + 2]), even);
                odd = Fma.MultiplyAdd(Q40Products(block + 3 * Formats.Q40.Bytes, at + 96), Vector256.Create(products[i + 3]), odd);
            }
        }

        var offset = Vector256<float>.Zero; // The same in every lane.
        for (; quants + 32 < end; quants += 64, scales += 2, sums += 2, row += 2 * Formats.Q40.Bytes)
        {
            var scale = HalfBits.Broadcast256(row);
            var next = row + Formats.Q40.Bytes;
            var nextScale = HalfBits.Broadcast256(next);
            even = Fma.MultiplyAdd(Q40Products(row, quants), scale * Vector256.Create(*scales), even);
            odd = Fma.MultiplyAdd(Q40Products(next, quants + 32), nextScale * Vector256.Create(scales[1]), odd);
            offset = Fma.MultiplyAdd(scale, Vector256.Create(*sums), offset);
            offset = Fma.MultiplyAdd(nextScale, Vector256.Create(sums[1]), offset);
        }

        if (quants < end)
        {
            var scale = HalfBits.Broadcast256(row);
            even = Fma.MultiplyAdd(Q40Products(row, quants), scale * Vector256.Create(*scales), even);
            offset = Fma.MultiplyAdd(scale, Vector256.Create(*sums), offset);
        }

        return Vector256.Sum(even + odd) - 8 * (Vector256.Sum(offsets) + offset.ToScalar());
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Q4K(byte* row, in QuantizedRow x, int columns)
    {
        var nibble = Vector256.Create((byte)15);
        var sum = Vector256<float>.Zero;
        var minimum = Vector256<float>.Zero;
        for (var at = 0; at < columns; at += 256, row += Formats.Q4K.Bytes)
        {
            var quants = x.Quants + at;
            var (scales, minimums) = KScales.Unpack(row + 4);
            var wide = WideScales(scales);
            var products = Vector256<int>.Zero;
            var pick = FirstScale;
            for (var pair = 0; pair < 4; pair++, quants += 64)
            {
                var packed = Vector256.Load(row + Formats.Q4K.QuantsAt + 32 * pair);
                products += Scaled(packed & nibble, quants, Avx2.Shuffle(wide, pick).AsInt16());
                pick += NextScale;
                products += Scaled(HighNibbles(packed) & nibble, quants + 32, Avx2.Shuffle(wide, pick).AsInt16());
                pick += NextScale;
            }

            sum = Fma.MultiplyAdd(Vector256.ConvertToSingle(products), Vector256.Create(HalfBits.ToSingle(row) * x.Scales[at / 32]), sum);
            minimum = Fma.MultiplyAdd(
                Floats(minimums) * Vector256.Create(HalfBits.ToSingle(row + 2)), Vector256.Load(x.ScaledSums + at / 32), minimum);
        }

        return Vector256.Sum(sum - minimum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Q5K(byte* row, in QuantizedRow x, int columns)
    {
        var nibble = Vector256.Create((byte)15);
        var sixteen = Vector256.Create((byte)16);
        var sum = Vector256<float>.Zero;
        var minimum = Vector256<float>.Zero;
        for (var at = 0; at < columns; at += 256, row += Formats.Q5K.Bytes)
        {
            var quants = x.Quants + at;
            var (scales, minimums) = KScales.Unpack(row + 4);
            var wide = WideScales(scales);
            var products = Vector256<int>.Zero;
            var pick = FirstScale;
            var high = Vector256.Load(row + Formats.Q5K.HighBitsAt).AsUInt16();
            for (var pair = 0; pair < 4; pair++, quants += 64)
            {
                var packed = Vector256.Load(row + Formats.Q5K.QuantsAt + 32 * pair);
                var low = (packed & nibble) | ((high << 4).AsByte() & sixteen);
                var upper = (HighNibbles(packed) & nibble) | ((high << 3).AsByte() & sixteen);
                products += Scaled(low, quants, Avx2.Shuffle(wide, pick).AsInt16());
                pick += NextScale;
                products += Scaled(upper, quants + 32, Avx2.Shuffle(wide, pick).AsInt16());
                pick += NextScale;
                high >>>= 2;
            }

            sum = Fma.MultiplyAdd(Vector256.ConvertToSingle(products), Vector256.Create(HalfBits.ToSingle(row) * x.Scales[at / 32]), sum);
            minimum = Fma.MultiplyAdd(
                Floats(minimums) * Vector256.Create(HalfBits.ToSingle(row + 2)), Vector256.Load(x.ScaledSums + at / 32), minimum);
        }

        return Vector256.Sum(sum - minimum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Q6K(byte* row, in QuantizedRow x, int columns)
    {
        var nibble = Vector256.Create((byte)15);
        var two = Vector256.Create((byte)0x30);
        var sum = Vector256<float>.Zero;
        for (var at = 0; at < columns; at += 256, row += Formats.Q6K.Bytes)
        {
            var quants = x.Quants + at;
            var scales = Avx2.ConvertToVector256Int16(Vector128.Load((sbyte*)(row + Formats.Q6K.ScalesAt)));
            var products = Vector256<int>.Zero;
            var wide = Vector256.Create(scales.GetLower(), scales.GetLower()).AsByte();
            var pick = FirstPair;
            for (var half = 0; half < 2; half++, quants += 128)
            {
                var low = Vector256.Load(row + 64 * half);
                var next = Vector256.Load(row + 64 * half + 32);
                var high = Vector256.Load(row + Formats.Q6K.HighBitsAt + 32 * half).AsUInt16();
                products += Scaled((low & nibble) | ((high << 4).AsByte() & two), quants, Avx2.Shuffle(wide, pick).AsInt16());
                pick += NextPair;
                products += Scaled((next & nibble) | ((high << 2).AsByte() & two), quants + 32, Avx2.Shuffle(wide, pick).AsInt16());
                pick += NextPair;
                products += Scaled((HighNibbles(low) & nibble) | (high.AsByte() & two), quants + 64, Avx2.Shuffle(wide, pick).AsInt16());
                pick += NextPair;
                products += Scaled((HighNibbles(next) & nibble) | ((high >>> 2).AsByte() & two), quants + 96, Avx2.Shuffle(wide, pick).AsInt16());
                wide = Vector256.Create(scales.GetUpper(), scales.GetUpper()).AsByte();
                pick = FirstPair;
            }

            products -= Avx2.MultiplyAddAdjacent(scales, Vector256.Load(x.Sums + at / 16)) << 5; // The offset of 32.
            var scale = HalfBits.ToSingle(row + Formats.Q6K.ScaleAt) * x.Scales[at / 32];
            sum = Fma.MultiplyAdd(Vector256.ConvertToSingle(products), Vector256.Create(scale), sum);
        }

        return Vector256.Sum(sum);
    }

    /// <summary>Two adjacent products summed and multiplied with a 16-bit scale, then four to a lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Scaled(Vector256<byte> weights, sbyte* x, Vector256<short> scales) =>
        Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(weights, Vector256.Load(x)), scales);

    /// <summary>High nibbles, with bits of the neighbour above them: there is no shift of bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> HighNibbles(Vector256<byte> packed) => (packed.AsUInt16() >>> 4).AsByte();

    /// <summary>Eight scale bytes as 16-bit words, in both lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> WideScales(ulong scales)
    {
        var words = Sse41.ConvertToVector128Int16(Vector128.CreateScalar(scales).AsByte());
        return Vector256.Create(words, words).AsByte();
    }

    /// <summary>Shuffle that fills a vector with word 0; adding <see cref="NextScale"/> moves on one word.</summary>
    private static Vector256<byte> FirstScale
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create((ushort)0x0100).AsByte();
    }

    private static Vector256<byte> NextScale
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create((byte)2);
    }

    /// <summary>Shuffle that fills the lower lane with word 0 and the upper with word 1: the scales of two groups of 16.</summary>
    private static Vector256<byte> FirstPair
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(0x0100010001000100L, 0x0100010001000100L, 0x0302030203020302L, 0x0302030203020302L).AsByte();
    }

    private static Vector256<byte> NextPair
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create((byte)4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Floats(ulong bytes) =>
        Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(Vector128.CreateScalar(bytes).AsByte()));

    /// <summary>The half-precision scales of eight consecutive blocks, less the factor <see cref="HalfBits.Rebias"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> EightScales(byte* row, int stride)
    {
        var halves = Vector128.CreateScalarUnsafe(*(short*)row);
        halves = Sse2.Insert(halves, *(short*)(row + stride), 1);
        halves = Sse2.Insert(halves, *(short*)(row + 2 * stride), 2);
        halves = Sse2.Insert(halves, *(short*)(row + 3 * stride), 3);
        halves = Sse2.Insert(halves, *(short*)(row + 4 * stride), 4);
        halves = Sse2.Insert(halves, *(short*)(row + 5 * stride), 5);
        halves = Sse2.Insert(halves, *(short*)(row + 6 * stride), 6);
        halves = Sse2.Insert(halves, *(short*)(row + 7 * stride), 7);
        return ((Avx2.ConvertToVector256Int32(halves) << 13) & Vector256.Create(unchecked((int)0x8FFFE000))).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Q40Products(byte* block, sbyte* x)
    {
        var packed = Vector128.Load(block + 2);
        var weights = Vector256.Create(packed, (packed.AsUInt16() >>> 4).AsByte()) & Vector256.Create((byte)15);
        return Vector256.ConvertToSingle(UnsignedProducts(weights, Vector256.Load(x)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Q80Products(byte* block, sbyte* x)
    {
        var weights = Vector256.Load((sbyte*)(block + 2));
        return Vector256.ConvertToSingle(UnsignedProducts(Avx2.Abs(weights), Avx2.Sign(Vector256.Load(x), weights)));
    }

    /// <summary>Four adjacent products summed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> UnsignedProducts(Vector256<byte> weights, Vector256<sbyte> x) =>
        AvxVnni.IsSupported
            ? AvxVnni.MultiplyWideningAndAdd(Vector256<int>.Zero, weights, x)
            : Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(weights, x), Vector256.Create((short)1));
}
