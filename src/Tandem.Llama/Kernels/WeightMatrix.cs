using Tandem.Llama.Gguf;

namespace Tandem.Llama.Kernels;

/// <summary>A weight matrix where it lies in the file: <see cref="Rows"/> outputs by <see cref="Columns"/> inputs.</summary>
internal sealed unsafe class WeightMatrix(GgmlType type, byte* data, int rows, int columns)
{
    public GgmlType Type { get; } = type;

    public byte* Data { get; } = data;

    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    public long RowBytes { get; } = type.RowBytes(columns);

    public bool IsQuantized => Type.BlockElements() > 1;

    /// <summary>Values per activation scale that this matrix's kernels expect; 0 for float kernels.</summary>
    public int ScaleGroup => Type.BlockElements() is var elements && elements > 1 ? elements : 0;

    public byte* Row(int row) => Data + row * RowBytes;
}
