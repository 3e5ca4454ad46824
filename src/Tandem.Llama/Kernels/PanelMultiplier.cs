using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tandem.Llama.Kernels;

/// <summary>Multiplies a batch of tokens with weights, sixteen rows and four tokens at a time, with AVX2.</summary>
internal static unsafe class PanelMultiplier
{
    private const int TokensAtOnce = 4;

    /// <summary>Fewest tokens for which unpacking the weights once pays.</summary>
    public const int FewestTokens = 4;

    /// <summary>Computes rows <paramref name="first"/> … <paramref name="end"/> − 1 for all tokens; <paramref name="first"/> is a multiple of 16.</summary>
    public static void Multiply<TFormat>(WeightMatrix weights, QuantizedRows rows, int tokens, float* target, int stride, int first, int end, VectorPath path)
        where TFormat : IBlockFormat
    {
        var padded = (tokens + TokensAtOnce - 1) / TokensAtOnce * TokensAtOnce;
        var sumsLength = padded * WeightPanel.Rows;
        var scratch = ArrayPool<byte>.Shared.Rent(2 * WeightPanel.ScratchBytes + 2 * sumsLength * sizeof(float) + 64);
        fixed (byte* start = scratch)
        {
            var aligned = (byte*)(((nuint)start + 63) / 64 * 64);
            var low = new WeightPanel(aligned);
            var high = new WeightPanel(aligned + WeightPanel.ScratchBytes);
            var lowSums = (float*)(aligned + 2 * WeightPanel.ScratchBytes);
            var highSums = lowSums + sumsLength;
            var wide = path == VectorPath.Vector512 && WidePanelMultiplier.Serves<TFormat>();
            var offset = !wide && TakesSigned<TFormat>() ? 0 : TFormat.Offset;
            for (var row = first; row < end; row += 2 * WeightPanel.Rows)
            {
                new Span<float>(lowSums, 2 * sumsLength).Clear();
                var both = row + WeightPanel.Rows < end;
                for (var column = 0; column < weights.Columns; column += WeightPanel.MaxColumns)
                {
                    var columns = Math.Min(WeightPanel.MaxColumns, weights.Columns - column);
                    low.Pack<TFormat>(weights, row, column, columns, offset);
                    if (both)
                        high.Pack<TFormat>(weights, row + WeightPanel.Rows, column, columns, offset);
                    if (wide)
                    {
                        WidePanelMultiplier.Accumulate<TFormat>(low, both ? high : low, rows, tokens, column, columns, lowSums, highSums);
                        continue;
                    }

                    for (var token = 0; token < tokens; token += TokensAtOnce)
                        Accumulate<TFormat>(low, rows, token, tokens, column, columns, lowSums + token * WeightPanel.Rows);
                    for (var token = 0; both && token < tokens; token += TokensAtOnce)
                        Accumulate<TFormat>(high, rows, token, tokens, column, columns, highSums + token * WeightPanel.Rows);
                }

                Write(lowSums, tokens, target + row, stride, end - row);
                if (both)
                    Write(highSums, tokens, target + row + WeightPanel.Rows, stride, end - row - WeightPanel.Rows);
            }
        }

        ArrayPool<byte>.Shared.Return(scratch);
    }

    private static void Write(float* sums, int tokens, float* target, int stride, int rows)
    {
        var valid = Math.Min(WeightPanel.Rows, rows);
        for (var token = 0; token < tokens; token++)
            new ReadOnlySpan<float>(sums + token * WeightPanel.Rows, valid).CopyTo(new Span<float>(target + (long)token * stride, valid));
    }

    /// <summary>Without VNNI, sums of two products of full bytes overflow 16 bits, unless weights stay signed and lend their sign.</summary>
    private static bool TakesSigned<TFormat>()
        where TFormat : IBlockFormat => !AvxVnni.IsSupported && TFormat.Largest > 127;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate<TFormat>(WeightPanel panel, QuantizedRows rows, int token, int tokens, int column, int columns, float* sums)
        where TFormat : IBlockFormat
    {
        var last = tokens - 1; // Short tiles repeat the last token; what that adds lies past the end of the batch.
        var x0 = rows[token];
        var x1 = rows[Math.Min(token + 1, last)];
        var x2 = rows[Math.Min(token + 2, last)];
        var x3 = rows[Math.Min(token + 3, last)];
        var q0 = x0.Quants + column;
        var q1 = x1.Quants + column;
        var q2 = x2.Quants + column;
        var q3 = x3.Quants + column;
        nint next = 0;
        var weights = panel.Quants;
        var groups = columns / TFormat.ScaleGroup;
        for (var group = 0; group < groups; group++)
        {
            var at = column + group * TFormat.ScaleGroup;
            var a0 = Start<TFormat>(x0, at);
            var a1 = Start<TFormat>(x1, at);
            var a2 = Start<TFormat>(x2, at);
            var a3 = Start<TFormat>(x3, at);
            var (b0, b1, b2, b3) = (a0, a1, a2, a3);
            for (var end = next + TFormat.ScaleGroup; next < end; next += 4, weights += 4 * WeightPanel.Rows)
            {
                var low = Vector256.Load(weights);
                var high = Vector256.Load(weights + 32);
                var x = Vector256.Create(*(int*)(q0 + next));
                a0 = Add<TFormat>(a0, low, x);
                b0 = Add<TFormat>(b0, high, x);
                x = Vector256.Create(*(int*)(q1 + next));
                a1 = Add<TFormat>(a1, low, x);
                b1 = Add<TFormat>(b1, high, x);
                x = Vector256.Create(*(int*)(q2 + next));
                a2 = Add<TFormat>(a2, low, x);
                b2 = Add<TFormat>(b2, high, x);
                x = Vector256.Create(*(int*)(q3 + next));
                a3 = Add<TFormat>(a3, low, x);
                b3 = Add<TFormat>(b3, high, x);
            }

            Finish<TFormat>(panel, group, x0, at, a0, b0, sums);
            Finish<TFormat>(panel, group, x1, at, a1, b1, sums + WeightPanel.Rows);
            Finish<TFormat>(panel, group, x2, at, a2, b2, sums + 2 * WeightPanel.Rows);
            Finish<TFormat>(panel, group, x3, at, a3, b3, sums + 3 * WeightPanel.Rows);
        }
    }

    /// <summary>The offset of all weights times the sum of the activations, taken off beforehand: exact in integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Start<TFormat>(in QuantizedRow x, int at)
        where TFormat : IBlockFormat
    {
        if (TFormat.Offset == 0 || TakesSigned<TFormat>())
            return Vector256<int>.Zero;
        var sum = (int)x.Sums[at / 16];
        if (TFormat.ScaleGroup == 32)
            sum += x.Sums[at / 16 + 1];
        return Vector256.Create(-TFormat.Offset * sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Add<TFormat>(Vector256<int> sum, Vector256<byte> weights, Vector256<int> x)
        where TFormat : IBlockFormat
    {
        if (AvxVnni.IsSupported)
            return AvxVnni.MultiplyWideningAndAdd(sum, weights, x.AsSByte());
        var words = TakesSigned<TFormat>()
            ? Avx2.MultiplyAddAdjacent(Avx2.Abs(weights.AsSByte()), Avx2.Sign(x.AsSByte(), weights.AsSByte()))
            : Avx2.MultiplyAddAdjacent(weights, x.AsSByte());
        return sum + Avx2.MultiplyAddAdjacent(words, Vector256.Create((short)1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TFormat>(
        in WeightPanel panel, int group, in QuantizedRow x, int at, Vector256<int> low, Vector256<int> high, float* sums)
        where TFormat : IBlockFormat
    {
        var scales = panel.Scales + group * WeightPanel.Rows;
        var scale = Vector256.Create(x.Scales[at / 32]);
        var first = Fma.MultiplyAdd(Vector256.ConvertToSingle(low), Vector256.Load(scales) * scale, Vector256.Load(sums));
        var second = Fma.MultiplyAdd(Vector256.ConvertToSingle(high), Vector256.Load(scales + 8) * scale, Vector256.Load(sums + 8));
        if (TFormat.HasMinimum)
        {
            var minimums = panel.Minimums + group * WeightPanel.Rows;
            var sum = Vector256.Create(x.ScaledSums[at / 32]);
            first = Fma.MultiplyAddNegated(Vector256.Load(minimums), sum, first);
            second = Fma.MultiplyAddNegated(Vector256.Load(minimums + 8), sum, second);
        }

        first.Store(sums);
        second.Store(sums + 8);
    }
}
