using System.Runtime.Intrinsics.X86;

namespace Tandem.Llama.Kernels;

/// <summary>Which instructions the kernels use. <see cref="Scalar"/> defines the truth that the others are tested against.</summary>
public enum VectorPath
{
    Scalar,

    /// <summary>Any processor with 128-bit vectors, Arm included.</summary>
    Vector128,

    /// <summary>x86 with AVX2 and FMA; AVX-VNNI is used where present.</summary>
    Vector256,

    /// <summary>x86 with AVX-512BW.</summary>
    Vector512,
}

internal static class VectorPaths
{
    /// <summary>The widest path of this machine.</summary>
    public static VectorPath Best { get; } =
        Avx512BW.IsSupported ? VectorPath.Vector512
        : Avx2.IsSupported && Fma.IsSupported ? VectorPath.Vector256
        : VectorPath.Vector128;

    public static bool IsSupported(this VectorPath path) => path <= Best;
}
