using CsCheck;
using Tandem.Llama.Gguf;
using Tandem.Llama.Kernels;
using Tandem.Llama.Tests.Models;

namespace Tandem.Llama.Tests.Kernels;

public sealed unsafe class DotKernelTests
{
    private static readonly GgmlType[] Types = [GgmlType.Q80, GgmlType.Q40, GgmlType.Q4K, GgmlType.Q5K, GgmlType.Q6K];

    public static TheoryData<GgmlType, VectorPath> Paths()
    {
        var data = new TheoryData<GgmlType, VectorPath>();
        foreach (var type in Types)
        {
            foreach (var path in Enum.GetValues<VectorPath>().Where(path => path != VectorPath.Scalar && path.IsSupported()))
                data.Add(type, path);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_path_agrees_with_the_scalar_one(GgmlType type, VectorPath path) =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[0, 1_000_000]).Sample((blocks, seed) =>
        {
            var columns = blocks * type.BlockElements();
            var random = new Random(seed);
            var weights = RandomBlocks.Rows(type, 1, columns, 1, random);
            using var rows = Quantize(type, columns, random);
            fixed (byte* row = weights)
            {
                var truth = DotKernels.For(type, VectorPath.Scalar)(row, rows[0], columns);
                var actual = DotKernels.For(type, path)(row, rows[0], columns);
                Assert.True(Math.Abs(truth - actual) <= 1e-5 * columns, $"{columns} columns: {truth} and {actual}");
            }
        });

    [Theory]
    [MemberData(nameof(Paths))]
    public void Extreme_weights_and_activations_do_not_saturate(GgmlType type, VectorPath path)
    {
        var columns = 2 * type.BlockElements();
        using var rows = new QuantizedRows(1, columns, type.BlockElements());
        rows.Begin(columns);
        foreach (var (weight, activation) in new[] { ((byte)0xFF, 1f), ((byte)0xFF, -1f), ((byte)0x80, 1f), ((byte)0x80, -1f), ((byte)0x7F, 1f) })
        {
            var weights = Enumerable.Repeat(weight, (int)type.RowBytes(columns)).ToArray();
            for (var at = 0; at < weights.Length; at += type.BlockBytes())
            {
                // Plain scales where the format has half-precision ones: 1.0 is 0x3C00.
                var scaleAt = type == GgmlType.Q6K ? at + 208 : at;
                (weights[scaleAt], weights[scaleAt + 1]) = (0x00, 0x3C);
                if (type is GgmlType.Q4K or GgmlType.Q5K)
                    (weights[at + 2], weights[at + 3]) = (0x00, 0x3C);
            }

            var values = Enumerable.Repeat(activation, columns).ToArray();
            fixed (float* source = values)
                rows.Quantize(source, 0);
            fixed (byte* row = weights)
            {
                var truth = DotKernels.For(type, VectorPath.Scalar)(row, rows[0], columns);
                Assert.Equal(truth, DotKernels.For(type, path)(row, rows[0], columns), Math.Abs(truth) * 1e-4 + 1e-3);
            }
        }
    }

    [Fact]
    public void The_scalar_path_is_the_product_of_the_expanded_values() =>
        Gen.Select(Gen.Int[0, Types.Length - 1], Gen.Int[1, 4], Gen.Int[0, 1_000_000]).Sample((index, blocks, seed) =>
        {
            var type = Types[index];
            var columns = blocks * type.BlockElements();
            var random = new Random(seed);
            var weights = RandomBlocks.Rows(type, 1, columns, 1, random);
            using var rows = Quantize(type, columns, random);
            var values = new float[columns];
            fixed (byte* row = weights)
            fixed (float* target = values)
            {
                FloatRows.Expand(type, row, target, columns);
                double expected = 0;
                for (var i = 0; i < columns; i++)
                    expected += (double)values[i] * rows[0].Quants[i] * rows[0].Scales[i / 32];
                var actual = DotKernels.For(type, VectorPath.Scalar)(row, rows[0], columns);
                Assert.True(Math.Abs(expected - actual) <= 1e-5 * columns, $"{type}: {expected} and {actual}");
            }
        });

    internal static QuantizedRows Quantize(GgmlType type, int columns, Random random, int count = 1)
    {
        var rows = new QuantizedRows(count, columns, type.BlockElements());
        rows.Begin(columns);
        var values = new float[columns];
        for (var row = 0; row < count; row++)
        {
            foreach (ref var value in values.AsSpan())
                value = random.NextSingle() * 2 - 1;
            fixed (float* source = values)
                rows.Quantize(source, row);
        }

        return rows;
    }
}
