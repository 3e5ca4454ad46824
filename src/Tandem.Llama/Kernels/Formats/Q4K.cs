using System.Runtime.Intrinsics;
using Tandem.Llama.Gguf;

namespace Tandem.Llama.Kernels.Formats;

/// <summary>256 nibbles in eight groups of 32, each with a 6-bit scale and minimum. 32 bytes hold two groups: low nibbles, then high.</summary>
internal readonly unsafe struct Q4K : IBlockFormat
{
    public const int Bytes = 144;
    public const int QuantsAt = 16;

    public static GgmlType Type => GgmlType.Q4K;

    public static int Offset => 0;

    public static int Largest => 15;

    public static int ScaleGroup => 32;

    public static bool HasMinimum => true;

    public static void Expand(byte* block, sbyte* quants, float* scales, float* minimums)
    {
        KScales.Expand(block, scales, minimums);
        var nibble = Vector128.Create((byte)15);
        for (var pair = 0; pair < 4; pair++)
        {
            for (var half = 0; half < 32; half += 16)
            {
                var packed = Vector128.Load(block + QuantsAt + 32 * pair + half);
                (packed & nibble).AsSByte().Store(quants + 64 * pair + half);
                (packed >>> 4).AsSByte().Store(quants + 64 * pair + 32 + half);
            }
        }
    }
}
