using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tandem.Llama.Kernels;

/// <summary>Reads half-precision scales of blocks.</summary>
internal static unsafe class HalfBits
{
    // Moving the exponent and mantissa up 13 bits leaves a float that is 2^112 too small: exact for every finite half, subnormal ones included.
    /// <summary>2^112: what <see cref="Broadcast256"/> and <see cref="Broadcast512"/> leave to their caller, who has it in the activations' scales.</summary>
    public const float Rebias = 5.192296858534828e33f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ToSingle(byte* half)
    {
        var bits = *(short*)half;
        return BitConverter.Int32BitsToSingle((bits << 13) & unchecked((int)0x8FFFE000)) * Rebias;
    }

    /// <summary>A half in every lane, less the factor <see cref="Rebias"/>: no move between register files, no multiplication.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Broadcast256(byte* half) =>
        // Two copies side by side, shifted right by 3 with the sign: the upper copy then lies where a shift left by 13 would put it.
        ((Vector256.Create(*(short*)half).AsInt32() >> 3) & Vector256.Create(unchecked((int)0x8FFFE000))).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Broadcast512(byte* half) =>
        ((Vector512.Create(*(short*)half).AsInt32() >> 3) & Vector512.Create(unchecked((int)0x8FFFE000))).AsSingle();
}
