using System.Runtime.Intrinsics;
using Tandem.Llama.Gguf;

namespace Tandem.Llama.Kernels.Formats;

/// <summary>As Q4_K, with a fifth bit: bit g of byte i belongs to element i of group g.</summary>
internal readonly unsafe struct Q5K : IBlockFormat
{
    public const int Bytes = 176;
    public const int HighBitsAt = 16;
    public const int QuantsAt = 48;

    public static GgmlType Type => GgmlType.Q5K;

    public static int Offset => 0;

    public static int Largest => 31;

    public static int ScaleGroup => 32;

    public static bool HasMinimum => true;

    public static void Expand(byte* block, sbyte* quants, float* scales, float* minimums)
    {
        KScales.Expand(block, scales, minimums);
        var nibble = Vector128.Create((byte)15);
        var sixteen = Vector128.Create((byte)16);
        for (var pair = 0; pair < 4; pair++)
        {
            for (var half = 0; half < 32; half += 16)
            {
                var packed = Vector128.Load(block + QuantsAt + 32 * pair + half);
                var high = Vector128.Load(block + HighBitsAt + half) >>> (2 * pair); // Shifts each byte.
                var low = (packed & nibble) | ((high << 4) & sixteen);
                var upper = (packed >>> 4) | ((high << 3) & sixteen);
                low.AsSByte().Store(quants + 64 * pair + half);
                upper.AsSByte().Store(quants + 64 * pair + 32 + half);
            }
        }
    }
}
