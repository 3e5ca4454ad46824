using System.Runtime.CompilerServices;

namespace Tandem.Llama.Kernels;

/// <summary>Reads half-precision scales of blocks.</summary>
internal static unsafe class HalfBits
{
    // Moving the exponent and mantissa up 13 bits leaves a float that is 2^112 too small: exact for every finite half, subnormal ones included.
    private const float Rebias = 5.192296858534828e33f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ToSingle(byte* half)
    {
        var bits = *(short*)half;
        return BitConverter.Int32BitsToSingle((bits << 13) & unchecked((int)0x8FFFE000)) * Rebias;
    }
}
