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

    /// <summary>Adds the panel's columns to the sums of all tokens.</summary>
    public static void Accumulate<TFormat>(WeightPanel panel, QuantizedRows rows, int tokens, int column, int columns, float* sums)
        where TFormat : IBlockFormat
    {
        for (var token = 0; token < tokens; token += TokensAtOnce)
            Accumulate<TFormat>(panel, rows, token, tokens, column, columns, sums + token * WeightPanel.Rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate<TFormat>(WeightPanel panel, QuantizedRows rows, int token, int tokens, int column, int columns, float* sums)
        where TFormat : IBlockFormat
    {
        var last = tokens - 1; // Short tiles repeat the last token; what that adds lies past the end of the batch.
        var x0 = rows[token];
        var x1 = rows[Math.Min(token + 1, last)];
        var x2 = rows[Math.Min(token + 2, last)];
        var x3 = rows[Math.Min(token + 3, last)];
        var total0 = Vector512.Load(sums);
        var total1 = Vector512.Load(sums + WeightPanel.Rows);
        var total2 = Vector512.Load(sums + 2 * WeightPanel.Rows);
        var total3 = Vector512.Load(sums + 3 * WeightPanel.Rows);
        var weights = panel.Quants;
        var ones = Vector512.Create((short)1);
        var span = 4 * Math.Min(StepsInWords<TFormat>(), TFormat.ScaleGroup / 4);
        for (var group = 0; group < columns / TFormat.ScaleGroup; group++)
        {
            var at = column + group * TFormat.ScaleGroup;
            var s0 = Start<TFormat>(x0, at);
            var s1 = Start<TFormat>(x1, at);
            var s2 = Start<TFormat>(x2, at);
            var s3 = Start<TFormat>(x3, at);
            for (var part = 0; part < TFormat.ScaleGroup; part += span)
            {
                var w0 = Vector512<short>.Zero;
                var w1 = Vector512<short>.Zero;
                var w2 = Vector512<short>.Zero;
                var w3 = Vector512<short>.Zero;
                for (var step = part; step < part + span; step += 4, weights += 4 * WeightPanel.Rows)
                {
                    var sixteen = Vector512.Load(weights);
                    w0 += Avx512BW.MultiplyAddAdjacent(sixteen, Vector512.Create(*(int*)(x0.Quants + at + step)).AsSByte());
                    w1 += Avx512BW.MultiplyAddAdjacent(sixteen, Vector512.Create(*(int*)(x1.Quants + at + step)).AsSByte());
                    w2 += Avx512BW.MultiplyAddAdjacent(sixteen, Vector512.Create(*(int*)(x2.Quants + at + step)).AsSByte());
                    w3 += Avx512BW.MultiplyAddAdjacent(sixteen, Vector512.Create(*(int*)(x3.Quants + at + step)).AsSByte());
                }

                s0 += Avx512BW.MultiplyAddAdjacent(w0, ones);
                s1 += Avx512BW.MultiplyAddAdjacent(w1, ones);
                s2 += Avx512BW.MultiplyAddAdjacent(w2, ones);
                s3 += Avx512BW.MultiplyAddAdjacent(w3, ones);
            }

            total0 = Finish<TFormat>(panel, group, x0, at, s0, total0);
            total1 = Finish<TFormat>(panel, group, x1, at, s1, total1);
            total2 = Finish<TFormat>(panel, group, x2, at, s2, total2);
            total3 = Finish<TFormat>(panel, group, x3, at, s3, total3);
        }

        total0.Store(sums);
        total1.Store(sums + WeightPanel.Rows);
        total2.Store(sums + 2 * WeightPanel.Rows);
        total3.Store(sums + 3 * WeightPanel.Rows);
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
    private static Vector512<float> Finish<TFormat>(
        in WeightPanel panel, int group, in QuantizedRow x, int at, Vector512<int> products, Vector512<float> total)
        where TFormat : IBlockFormat
    {
        var scales = Vector512.Load(panel.Scales + group * WeightPanel.Rows) * Vector512.Create(x.Scales[at / 32]);
        total = Vector512.FusedMultiplyAdd(Vector512.ConvertToSingle(products), scales, total);
        if (TFormat.HasMinimum)
        {
            var minimums = Vector512.Load(panel.Minimums + group * WeightPanel.Rows);
            total = Avx512F.FusedMultiplyAddNegated(minimums, Vector512.Create(x.ScaledSums[at / 32]), total);
        }

        return total;
    }
}
