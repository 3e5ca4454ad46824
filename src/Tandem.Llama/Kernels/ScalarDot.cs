namespace Tandem.Llama.Kernels;

/// <summary>Row × activations, one element at a time: the definition that the vector paths are tested against.</summary>
internal static unsafe class ScalarDot
{
    public static float Dot<TFormat>(byte* row, in QuantizedRow x, int columns)
        where TFormat : IBlockFormat
    {
        var elements = Gguf.GgmlTypes.BlockElements(TFormat.Type);
        var bytes = Gguf.GgmlTypes.BlockBytes(TFormat.Type);
        var quants = stackalloc sbyte[256];
        var scales = stackalloc float[16];
        var minimums = stackalloc float[16];
        double sum = 0;
        for (var start = 0; start < columns; start += elements, row += bytes)
        {
            TFormat.Expand(row, quants, scales, minimums);
            for (var group = 0; group < elements / 16; group++)
            {
                var at = start + 16 * group;
                var product = 0;
                for (var i = 0; i < 16; i++)
                    product += quants[16 * group + i] * x.Quants[at + i];
                sum += (double)x.Scales[at / 32] * ((double)scales[group] * product - (double)minimums[group] * x.Sums[at / 16]);
            }
        }

        return (float)sum;
    }
}
