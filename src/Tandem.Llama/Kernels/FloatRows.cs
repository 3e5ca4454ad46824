using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Tandem.Llama.Gguf;
using Tandem.Llama.Kernels.Formats;

namespace Tandem.Llama.Kernels;

/// <summary>Turns weight rows of any type into floats.</summary>
internal static unsafe class FloatRows
{
    /// <summary>Writes <paramref name="columns"/> values.</summary>
    public static void Expand(GgmlType type, byte* row, float* target, int columns)
    {
        var values = new Span<float>(target, columns);
        switch (type)
        {
            case GgmlType.F32:
                new ReadOnlySpan<float>(row, columns).CopyTo(values);
                break;
            case GgmlType.F16:
                TensorPrimitives.ConvertToSingle(new ReadOnlySpan<Half>(row, columns), values);
                break;
            case GgmlType.BF16:
                var bits = MemoryMarshal.Cast<float, uint>(values);
                TensorPrimitives.ConvertTruncating(new ReadOnlySpan<ushort>(row, columns), bits);
                TensorPrimitives.ShiftLeft<uint>(bits, 16, bits);
                break;
            case GgmlType.Q80: ExpandBlocks<Q80>(row, target, columns); break;
            case GgmlType.Q40: ExpandBlocks<Q40>(row, target, columns); break;
            case GgmlType.Q4K: ExpandBlocks<Q4K>(row, target, columns); break;
            case GgmlType.Q5K: ExpandBlocks<Q5K>(row, target, columns); break;
            case GgmlType.Q6K: ExpandBlocks<Q6K>(row, target, columns); break;
            default: throw new ArgumentOutOfRangeException(nameof(type));
        }
    }

    private static void ExpandBlocks<TFormat>(byte* row, float* target, int columns)
        where TFormat : IBlockFormat
    {
        var elements = TFormat.Type.BlockElements();
        var bytes = TFormat.Type.BlockBytes();
        var quants = stackalloc sbyte[256];
        var scales = stackalloc float[16];
        var minimums = stackalloc float[16];
        for (var start = 0; start < columns; start += elements, row += bytes)
        {
            TFormat.Expand(row, quants, scales, minimums);
            for (var i = 0; i < elements; i++)
                target[start + i] = scales[i / 16] * quants[i] - minimums[i / 16];
        }
    }
}
