using System.Runtime.Intrinsics;
using Tandem.Llama.Gguf;

namespace Tandem.Llama.Kernels.Formats;

/// <summary>32 nibbles, each less 8, under one half-precision scale. Low nibbles are the first 16 elements.</summary>
internal readonly unsafe struct Q40 : IBlockFormat
{
    public const int Bytes = 18;

    public static GgmlType Type => GgmlType.Q40;

    public static int Offset => 8;

    public static int Largest => 15;

    public static int ScaleGroup => 32;

    public static bool HasMinimum => false;

    public static void Expand(byte* block, sbyte* quants, float* scales, float* minimums)
    {
        var packed = Vector128.Load(block + 2);
        var eight = Vector128.Create((sbyte)8);
        ((packed & Vector128.Create((byte)15)).AsSByte() - eight).Store(quants);
        ((packed >>> 4).AsSByte() - eight).Store(quants + 16);
        scales[0] = scales[1] = HalfBits.ToSingle(block);
        minimums[0] = minimums[1] = 0;
    }
}
