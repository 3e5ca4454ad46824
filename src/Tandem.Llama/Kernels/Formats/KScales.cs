using System.Runtime.CompilerServices;

namespace Tandem.Llama.Kernels.Formats;

/// <summary>The eight scales and eight minimums, 6 bits each, that Q4_K and Q5_K pack into 12 bytes.</summary>
internal static unsafe class KScales
{
    /// <summary>Eight bytes each; the first group lies in the lowest byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (ulong Scales, ulong Minimums) Unpack(byte* packed)
    {
        var a = *(uint*)packed;
        var b = *(uint*)(packed + 4);
        var c = *(uint*)(packed + 8);
        var scalesHigh = (c & 0x0F0F0F0F) | ((a >> 2) & 0x30303030);
        var minimumsHigh = ((c >> 4) & 0x0F0F0F0F) | ((b >> 2) & 0x30303030);
        return ((a & 0x3F3F3F3F) | ((ulong)scalesHigh << 32), (b & 0x3F3F3F3F) | ((ulong)minimumsHigh << 32));
    }

    /// <summary>Scales and minimums per 16 elements as floats, from a block that starts with two halves and the 12 bytes.</summary>
    public static void Expand(byte* block, float* scales, float* minimums)
    {
        var d = HalfBits.ToSingle(block);
        var dMin = HalfBits.ToSingle(block + 2);
        var (packedScales, packedMinimums) = Unpack(block + 4);
        for (var group = 0; group < 8; group++)
        {
            scales[2 * group] = scales[2 * group + 1] = d * (byte)(packedScales >> (8 * group));
            minimums[2 * group] = minimums[2 * group + 1] = dMin * (byte)(packedMinimums >> (8 * group));
        }
    }
}
