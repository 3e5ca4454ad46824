using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tandem.Llama.Kernels;

/// <summary>The panel product with AVX-512BW, for formats of few bits: sums of their byte products stay in 16 bits for several steps.</summary>
internal static unsafe class WidePanelMultiplier
{
    private const int TokensAtOnce = 4;

    public static bool Serves<TFormat>()
        where TFormat : IBlockFormat => Avx512BW.IsSupported && StepsInWords<TFormat>() >= 2;

    /// <summary>How many sums of two products fit into 16 bits.</summary>
    private static int StepsInWords<TFormat>()
        where TFormat : IBlockFormat => short.MaxValue / (TFormat.Largest * 127 * 2);

    /// <summary>Adds the columns of two panels, 32 rows, to the sums of all tokens.</summary>
    public static void Accumulate<TFormat>(
        WeightPanel low, WeightPanel high, QuantizedRows rows, int tokens, int column, int columns, float* lowSums, float* highSums)
        where TFormat : IBlockFormat
    {
        for (var token = 0; token < tokens; token += TokensAtOnce)
        {
            var at = token * WeightPanel.Rows;
            Accumulate<TFormat>(low, high, rows, token, tokens, column, columns, lowSums + at, highSums + at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate<TFormat>(
        WeightPanel low, WeightPanel high, QuantizedRows rows, int token, int tokens, int column, int columns, float* lowSums, float* highSums)
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
        var lowWeights = low.Quants;
        var highWeights = high.Quants;
        var ones = Vector512.Create((short)1);
        var span = 4 * Math.Min(StepsInWords<TFormat>(), TFormat.ScaleGroup / 4);
        for (var group = 0; group < columns / TFormat.ScaleGroup; group++)
        {
            var at = column + group * TFormat.ScaleGroup;
            var a0 = Start<TFormat>(x0, at);
            var a1 = Start<TFormat>(x1, at);
            var a2 = Start<TFormat>(x2, at);
            var a3 = Start<TFormat>(x3, at);
            var (b0, b1, b2, b3) = (a0, a1, a2, a3);
            for (var part = 0; part < TFormat.ScaleGroup; part += span)
            {
                var (v0, v1, v2, v3) = (Vector512<short>.Zero, Vector512<short>.Zero, Vector512<short>.Zero, Vector512<short>.Zero);
                var (w0, w1, w2, w3) = (v0, v1, v2, v3);
                for (var end = next + span; next < end; next += 4, lowWeights += 4 * WeightPanel.Rows, highWeights += 4 * WeightPanel.Rows)
                {
                    var first = Vector512.Load(lowWeights);
                    var second = Vector512.Load(highWeights);
                    var x = Vector512.Create(*(int*)(q0 + next)).AsSByte();
                    v0 += Avx512BW.MultiplyAddAdjacent(first, x);
                    w0 += Avx512BW.MultiplyAddAdjacent(second, x);
                    x = Vector512.Create(*(int*)(q1 + next)).AsSByte();
                    v1 += Avx512BW.MultiplyAddAdjacent(first, x);
                    w1 += Avx512BW.MultiplyAddAdjacent(second, x);
                    x = Vector512.Create(*(int*)(q2 + next)).AsSByte();
                    v2 += Avx512BW.MultiplyAddAdjacent(first, x);
                    w2 += Avx512BW.MultiplyAddAdjacent(second, x);
                    x = Vector512.Create(*(int*)(q3 + next)).AsSByte();
                    v3 += Avx512BW.MultiplyAddAdjacent(first, x);
                    w3 += Avx512BW.MultiplyAddAdjacent(second, x);
                }

                a0 += Avx512BW.MultiplyAddAdjacent(v0, ones);
                a1 += Avx512BW.MultiplyAddAdjacent(v1, ones);
                a2 += Avx512BW.MultiplyAddAdjacent(v2, ones);
                a3 += Avx512BW.MultiplyAddAdjacent(v3, ones);
                b0 += Avx512BW.MultiplyAddAdjacent(w0, ones);
                b1 += Avx512BW.MultiplyAddAdjacent(w1, ones);
                b2 += Avx512BW.MultiplyAddAdjacent(w2, ones);
                b3 += Avx512BW.MultiplyAddAdjacent(w3, ones);
            }

            Finish<TFormat>(low, group, x0, at, a0, lowSums);
            Finish<TFormat>(low, group, x1, at, a1, lowSums + WeightPanel.Rows);
            Finish<TFormat>(low, group, x2, at, a2, lowSums + 2 * WeightPanel.Rows);
            Finish<TFormat>(low, group, x3, at, a3, lowSums + 3 * WeightPanel.Rows);
            Finish<TFormat>(high, group, x0, at, b0, highSums);
            Finish<TFormat>(high, group, x1, at, b1, highSums + WeightPanel.Rows);
            Finish<TFormat>(high, group, x2, at, b2, highSums + 2 * WeightPanel.Rows);
            Finish<TFormat>(high, group, x3, at, b3, highSums + 3 * WeightPanel.Rows);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Start<TFormat>(in QuantizedRow x, int at)
        where TFormat : IBlockFormat
    {
        if (TFormat.Offset == 0)
            return Vector512<int>.Zero;
        var sum = (int)x.Sums[at / 16];
        if (TFormat.ScaleGroup == 32)
            sum += x.Sums[at / 16 + 1];
        return Vector512.Create(-TFormat.Offset * sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TFormat>(in WeightPanel panel, int group, in QuantizedRow x, int at, Vector512<int> products, float* sums)
        where TFormat : IBlockFormat
    {
        var scales = Vector512.Load(panel.Scales + group * WeightPanel.Rows) * Vector512.Create(x.Scales[at / 32]);
        var total = Vector512.FusedMultiplyAdd(Vector512.ConvertToSingle(products), scales, Vector512.Load(sums));
        if (TFormat.HasMinimum)
        {
            var minimums = Vector512.Load(panel.Minimums + group * WeightPanel.Rows);
            total = Avx512F.FusedMultiplyAddNegated(minimums, Vector512.Create(x.ScaledSums[at / 32]), total);
        }

        total.Store(sums);
    }
}
