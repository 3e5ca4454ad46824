namespace Tandem.Llama.Gguf;

/// <summary>Where one tensor lies in the file. Dimensions come innermost first: a matrix of R rows and C columns is [C, R].</summary>
public sealed record GgufTensor
{
    public required string Name { get; init; }

    public required GgmlType Type { get; init; }

    public required IReadOnlyList<long> Dimensions { get; init; }

    /// <summary>Bytes from the start of the file.</summary>
    public required long FileOffset { get; init; }

    public required long ByteCount { get; init; }

    /// <summary>Elements in a row (the innermost dimension).</summary>
    public long Columns => Dimensions[0];

    /// <summary>Rows over all outer dimensions.</summary>
    public long Rows => Dimensions.Skip(1).Aggregate(1L, (product, next) => product * next);
}
