using System.Numerics.Tensors;
using Tandem.Llama.Kernels;

namespace Tandem.Llama.Inference;

/// <summary>Keys and values of the tokens seen so far, in half precision: per layer and key head, one row per position.</summary>
internal sealed unsafe class KeyValueCache(ModelShape shape, int contextTokens) : IDisposable
{
    private readonly NativeBuffer<Half> _keys = new((long)shape.Layers * shape.KeyValueWidth * contextTokens);
    private readonly NativeBuffer<Half> _values = new((long)shape.Layers * shape.KeyValueWidth * contextTokens);

    public int ContextTokens { get; } = contextTokens;

    public void Store(int layer, int position, ReadOnlySpan<float> keys, ReadOnlySpan<float> values)
    {
        for (var head = 0; head < shape.KeyValueHeads; head++)
        {
            var start = head * shape.HeadWidth;
            TensorPrimitives.ConvertToHalf(keys.Slice(start, shape.HeadWidth), _keys.Span(At(layer, head, position), shape.HeadWidth));
            TensorPrimitives.ConvertToHalf(values.Slice(start, shape.HeadWidth), _values.Span(At(layer, head, position), shape.HeadWidth));
        }
    }

    /// <summary>Keys of consecutive positions of one head as floats.</summary>
    public void LoadKeys(int layer, int head, int position, int count, Span<float> target) =>
        TensorPrimitives.ConvertToSingle(_keys.Span(At(layer, head, position), count * shape.HeadWidth), target);

    public void LoadValues(int layer, int head, int position, int count, Span<float> target) =>
        TensorPrimitives.ConvertToSingle(_values.Span(At(layer, head, position), count * shape.HeadWidth), target);

    private long At(int layer, int head, int position) =>
        (((long)layer * shape.KeyValueHeads + head) * ContextTokens + position) * shape.HeadWidth;

    public void Dispose()
    {
        _keys.Dispose();
        _values.Dispose();
    }
}
