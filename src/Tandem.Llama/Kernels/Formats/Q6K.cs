using System.Runtime.Intrinsics;
using Tandem.Llama.Gguf;

namespace Tandem.Llama.Kernels.Formats;

/// <summary>256 six-bit quants, each less 32, in sixteen groups of 16 with signed 8-bit scales; four low bits and two high bits lie apart.</summary>
internal readonly unsafe struct Q6K : IBlockFormat
{
    public const int Bytes = 210;
    public const int HighBitsAt = 128;
    public const int ScalesAt = 192;
    public const int ScaleAt = 208;

    public static GgmlType Type => GgmlType.Q6K;

    public static int Offset => 32;

    public static int Largest => 63;

    public static int ScaleGroup => 16;

    public static bool HasMinimum => false;

    public static void Expand(byte* block, sbyte* quants, float* scales, float* minimums)
    {
        var nibble = Vector128.Create((byte)15);
        var two = Vector128.Create((byte)0x30);
        var offset = Vector128.Create((sbyte)32);
        for (var half = 0; half < 2; half++)
        {
            for (var at = 0; at < 32; at += 16)
            {
                var low = Vector128.Load(block + 64 * half + at);
                var next = Vector128.Load(block + 64 * half + 32 + at);
                var high = Vector128.Load(block + HighBitsAt + 32 * half + at);
                var to = quants + 128 * half + at;
                (((low & nibble) | ((high << 4) & two)).AsSByte() - offset).Store(to);
                (((next & nibble) | ((high << 2) & two)).AsSByte() - offset).Store(to + 32);
                (((low >>> 4) | (high & two)).AsSByte() - offset).Store(to + 64);
                (((next >>> 4) | ((high >>> 2) & two)).AsSByte() - offset).Store(to + 96);
            }
        }

        var d = HalfBits.ToSingle(block + ScaleAt);
        for (var group = 0; group < 16; group++)
        {
            scales[group] = d * *(sbyte*)(block + ScalesAt + group);
            minimums[group] = 0;
        }
    }
}
