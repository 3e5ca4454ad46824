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

    /// <summary>Fills the panel. Rows past the matrix's end become zero.</summary>
    /// <param name="weights">The matrix.</param>
    /// <param name="firstRow">First of the sixteen rows.</param>
    /// <param name="firstColumn">A multiple of the format's block.</param>
    /// <param name="columns">A multiple of 32, at most 256.</param>
    /// <param name="offset">Added to each quant.</param>
    public readonly void Pack<TFormat>(WeightMatrix weights, int firstRow, int firstColumn, int columns, int offset)
        where TFormat : IBlockFormat
    {
        var elements = TFormat.Type.BlockElements();
        var expanded = stackalloc sbyte[MaxColumns];
        var scales = stackalloc float[MaxGroups];
        var minimums = stackalloc float[MaxGroups];
        var added = (uint)(byte)offset * 0x01010101u;
        for (var row = 0; row < Rows; row++)
        {
            if (firstRow + row >= weights.Rows)
            {
                ClearRow(row, columns);
                continue;
            }

            var block = weights.Row(firstRow + row) + firstColumn / elements * TFormat.Type.BlockBytes();
            for (var at = 0; at < columns; at += elements, block += TFormat.Type.BlockBytes())
                TFormat.Expand(block, expanded + at, scales + at / 16, minimums + at / 16);
            var target = (uint*)(Quants + 4 * row);
            for (var at = 0; at < columns; at += 4, target += Rows)
                *target = AddBytes(*(uint*)(expanded + at), added);
            for (var group = 0; group < columns / TFormat.ScaleGroup; group++)
            {
                Scales[group * Rows + row] = scales[group * TFormat.ScaleGroup / 16];
                if (TFormat.HasMinimum)
                    Minimums[group * Rows + row] = minimums[group * TFormat.ScaleGroup / 16];
            }
        }
    }

    /// <summary>Adds four bytes at once; carries stay in their byte.</summary>
    private static uint AddBytes(uint a, uint b) => ((a & 0x7F7F7F7F) + (b & 0x7F7F7F7F)) ^ ((a ^ b) & 0x80808080);

    private readonly void ClearRow(int row, int columns)
    {
        for (var at = 0; at < columns / 4; at++)
            *(uint*)(Quants + 4 * (at * Rows + row)) = 0;
        for (var group = 0; group < columns / 16; group++)
            Scales[group * Rows + row] = Minimums[group * Rows + row] = 0;
    }
}
