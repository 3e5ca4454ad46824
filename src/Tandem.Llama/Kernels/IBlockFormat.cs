using Tandem.Llama.Gguf;

namespace Tandem.Llama.Kernels;

/// <summary>A quantised block layout. An element's value is <c>scale × quant − minimum</c>, with scale and minimum per 16 elements.</summary>
/// <remarks>Source: the block structures of the ggml project.</remarks>
internal unsafe interface IBlockFormat
{
    static abstract GgmlType Type { get; }

    /// <summary>What makes the signed quants unsigned when added: the u8 × s8 instructions want that.</summary>
    static abstract int Offset { get; }

    /// <summary>Largest unsigned quant, offset included.</summary>
    static abstract int Largest { get; }

    /// <summary>Elements under one scale: 16 or 32.</summary>
    static abstract int ScaleGroup { get; }

    static abstract bool HasMinimum { get; }

    /// <summary>Writes a block's quants, and one scale and one minimum per 16 of them.</summary>
    static abstract void Expand(byte* block, sbyte* quants, float* scales, float* minimums);
}
