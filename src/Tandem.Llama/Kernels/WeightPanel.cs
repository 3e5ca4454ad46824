using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Tandem.Llama.Gguf;

namespace Tandem.Llama.Kernels;

/// <summary>
/// Sixteen rows by up to 256 columns of weights, unpacked to unsigned bytes and interleaved: four columns of each row, row after row.
/// One register then holds the same columns of many rows, and a batch of tokens shares the unpacking.
/// </summary>
internal unsafe ref struct WeightPanel
{
    public const int Rows = 16;
    public const int MaxColumns = 256;
    public const int MaxGroups = MaxColumns / 16;

    /// <summary>Bytes of scratch that a panel needs.</summary>
    public const int ScratchBytes = Rows * MaxColumns + 2 * Rows * MaxGroups * sizeof(float);

    /// <summary>[column / 4][row][column % 4].</summary>
    public readonly byte* Quants;

    /// <summary>[group][row].</summary>
    public readonly float* Scales;

    public readonly float* Minimums;

    public WeightPanel(byte* scratch)
    {
        Quants = scratch;
        Scales = (float*)(scratch + Rows * MaxColumns);
        Minimums = Scales + Rows * MaxGroups;
    }

    /// <summary>Fills the panel. Rows past the matrix's end get the scale zero.</summary>
    /// <param name="weights">The matrix.</param>
    /// <param name="firstRow">First of the sixteen rows.</param>
    /// <param name="firstColumn">A multiple of the format's block.</param>
    /// <param name="columns">A multiple of 32, at most 256.</param>
    /// <param name="offset">Added to each quant.</param>
    public readonly void Pack<TFormat>(WeightMatrix weights, int firstRow, int firstColumn, int columns, int offset)
        where TFormat : IBlockFormat
    {
        var elements = TFormat.Type.BlockElements();
        var expanded = stackalloc sbyte[Rows * MaxColumns];
        var scales = stackalloc float[MaxGroups];
        var minimums = stackalloc float[MaxGroups];
        for (var row = 0; row < Rows; row++)
        {
            if (firstRow + row >= weights.Rows)
            {
                ClearRow(expanded, row, columns);
                continue;
            }

            var target = expanded + row * MaxColumns;
            var block = weights.Row(firstRow + row) + firstColumn / elements * TFormat.Type.BlockBytes();
            for (var at = 0; at < columns; at += elements, block += TFormat.Type.BlockBytes())
                TFormat.Expand(block, target + at, scales + at / 16, minimums + at / 16);
            for (var group = 0; group < columns / TFormat.ScaleGroup; group++)
            {
                Scales[group * Rows + row] = scales[group * TFormat.ScaleGroup / 16];
                if (TFormat.HasMinimum)
                    Minimums[group * Rows + row] = minimums[group * TFormat.ScaleGroup / 16];
            }
        }

        Interleave(expanded, columns, Vector256.Create(unchecked((sbyte)offset))); // Modulo 256, as the addition is.
    }

    /// <summary>Transposes units of four bytes, eight rows by eight units at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Interleave(sbyte* expanded, int columns, Vector256<sbyte> offset)
    {
        for (var row = 0; row < Rows; row += 8)
        {
            for (var column = 0; column < columns; column += 32)
            {
                var from = expanded + row * MaxColumns + column;
                var r0 = (Vector256.Load(from) + offset).AsInt32();
                var r1 = (Vector256.Load(from + MaxColumns) + offset).AsInt32();
                var r2 = (Vector256.Load(from + 2 * MaxColumns) + offset).AsInt32();
                var r3 = (Vector256.Load(from + 3 * MaxColumns) + offset).AsInt32();
                var r4 = (Vector256.Load(from + 4 * MaxColumns) + offset).AsInt32();
                var r5 = (Vector256.Load(from + 5 * MaxColumns) + offset).AsInt32();
                var r6 = (Vector256.Load(from + 6 * MaxColumns) + offset).AsInt32();
                var r7 = (Vector256.Load(from + 7 * MaxColumns) + offset).AsInt32();

                // Pairs of rows, then fours, within each lane; the last step joins the lanes.
                var (p0, p1) = (Avx2.UnpackLow(r0, r1).AsInt64(), Avx2.UnpackHigh(r0, r1).AsInt64());
                var (p2, p3) = (Avx2.UnpackLow(r2, r3).AsInt64(), Avx2.UnpackHigh(r2, r3).AsInt64());
                var (p4, p5) = (Avx2.UnpackLow(r4, r5).AsInt64(), Avx2.UnpackHigh(r4, r5).AsInt64());
                var (p6, p7) = (Avx2.UnpackLow(r6, r7).AsInt64(), Avx2.UnpackHigh(r6, r7).AsInt64());
                var to = (long*)(Quants + 4 * (column / 4 * Rows + row));
                Store(to, 0, Avx2.UnpackLow(p0, p2), Avx2.UnpackLow(p4, p6));
                Store(to, 1, Avx2.UnpackHigh(p0, p2), Avx2.UnpackHigh(p4, p6));
                Store(to, 2, Avx2.UnpackLow(p1, p3), Avx2.UnpackLow(p5, p7));
                Store(to, 3, Avx2.UnpackHigh(p1, p3), Avx2.UnpackHigh(p5, p7));
            }
        }
    }

    /// <summary>Unit <paramref name="unit"/> of the lower lanes, and the unit four further of the upper ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(long* to, int unit, Vector256<long> firstRows, Vector256<long> lastRows)
    {
        Avx2.Permute2x128(firstRows, lastRows, 0x20).Store(to + unit * Rows / 2);
        Avx2.Permute2x128(firstRows, lastRows, 0x31).Store(to + (unit + 4) * Rows / 2);
    }

    private readonly void ClearRow(sbyte* expanded, int row, int columns)
    {
        new Span<sbyte>(expanded + row * MaxColumns, columns).Clear();
        for (var group = 0; group < columns / 16; group++)
            Scales[group * Rows + row] = Minimums[group * Rows + row] = 0;
    }
}
