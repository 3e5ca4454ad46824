using System.Runtime.CompilerServices;
using Tandem.Llama.Gguf;

namespace Tandem.Llama.Kernels.Formats;

/// <summary>32 signed bytes under one half-precision scale.</summary>
internal readonly unsafe struct Q80 : IBlockFormat
{
    public const int Bytes = 34;

    public static GgmlType Type => GgmlType.Q80;

    public static int Offset => 128;

    public static int Largest => 255;

    public static int ScaleGroup => 32;

    public static bool HasMinimum => false;

    public static void Expand(byte* block, sbyte* quants, float* scales, float* minimums)
    {
        Unsafe.CopyBlockUnaligned(quants, block + 2, 32);
        scales[0] = scales[1] = HalfBits.ToSingle(block);
        minimums[0] = minimums[1] = 0;
    }
}
