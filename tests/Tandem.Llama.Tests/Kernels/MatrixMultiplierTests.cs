using CsCheck;
using Tandem.Llama.Gguf;
using Tandem.Llama.Kernels;
using Tandem.Llama.Tests.Models;

namespace Tandem.Llama.Tests.Kernels;

public sealed unsafe class MatrixMultiplierTests
{
    private static readonly GgmlType[] Types = Enum.GetValues<GgmlType>();

    public static TheoryData<VectorPath> Paths => [.. Enum.GetValues<VectorPath>().Where(path => path.IsSupported())];

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_batch_gives_what_each_row_and_token_gives_alone(VectorPath path)
    {
        using var pool = new ComputePool(2);
        Gen.Select(Gen.Int[0, Types.Length - 1], Gen.Int[1, 40], Gen.Int[1, 3], Gen.Int[1, 13], Gen.Int[0, 1_000_000]).Sample(
            (index, rows, blocks, tokens, seed) =>
            {
                var type = Types[index];
                var columns = blocks * Math.Max(32, type.BlockElements());
                var random = new Random(seed);
                var blocksOfRows = RandomBlocks.Rows(type, rows, columns, 1, random);
                using var x = new Activations(tokens, columns, needs32: true, needs256: true);
                x.Begin(tokens, columns);
                for (var token = 0; token < tokens; token++)
                {
                    foreach (ref var value in x.Row(token))
                        value = random.NextSingle() * 2 - 1;
                    x.Finish(token);
                }

                var actual = new float[tokens * (rows + 3)];
                fixed (byte* data = blocksOfRows)
                fixed (float* target = actual)
                {
                    var weights = new WeightMatrix(type, data, rows, columns);
                    new MatrixMultiplier(pool, path).Multiply(x, new Product(weights, target, rows + 3));
                    for (var token = 0; token < tokens; token++)
                    {
                        for (var row = 0; row < rows; row++)
                        {
                            var expected = Alone(weights, row, x, token);
                            var difference = Math.Abs(expected - actual[token * (rows + 3) + row]);
                            Assert.True(difference <= 2e-5 * columns, $"{type} row {row} token {token}: {difference} off {expected}");
                        }

                        Assert.All(actual[(token * (rows + 3) + rows)..((token + 1) * (rows + 3))], value => Assert.Equal(0, value));
                    }
                }
            },
            iter: 60,
            threads: 1);
    }

    private static float Alone(WeightMatrix weights, int row, Activations x, int token)
    {
        if (weights.IsQuantized)
            return DotKernels.For(weights.Type, VectorPath.Scalar)(weights.Row(row), x.Quantized(weights.ScaleGroup)[token], weights.Columns);
        var values = new float[weights.Columns];
        fixed (float* target = values)
            FloatRows.Expand(weights.Type, weights.Row(row), target, weights.Columns);
        double sum = 0;
        for (var i = 0; i < values.Length; i++)
            sum += (double)values[i] * x.Row(token)[i];
        return (float)sum;
    }
}
