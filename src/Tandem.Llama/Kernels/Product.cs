namespace Tandem.Llama.Kernels;

/// <summary>One matrix to multiply a batch with, and where row t of the result starts: <c>Target + t × Stride</c>.</summary>
internal readonly unsafe struct Product(WeightMatrix weights, float* target, int stride)
{
    public readonly WeightMatrix Weights = weights;

    public readonly float* Target = target;

    public readonly int Stride = stride;
}
