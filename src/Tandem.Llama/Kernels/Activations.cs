namespace Tandem.Llama.Kernels;

/// <summary>A batch of activation rows, in floats and, where the weights that follow are quantised, in the two quantised forms.</summary>
internal sealed unsafe class Activations(int maxRows, int maxColumns, bool needs32, bool needs256) : IDisposable
{
    private readonly NativeBuffer<float> _values = new((long)maxRows * maxColumns);
    private readonly QuantizedRows? _per32 = needs32 ? new(maxRows, maxColumns, 32) : null;
    private readonly QuantizedRows? _per256 = needs256 ? new(maxRows, maxColumns, 256) : null;

    public int Rows { get; private set; }

    public int Columns { get; private set; }

    public float* this[int row] => _values.Data + (long)row * Columns;

    public Span<float> Row(int row) => new(this[row], Columns);

    /// <summary>Sets the shape of the batch that is written next.</summary>
    public void Begin(int rows, int columns)
    {
        Rows = rows;
        Columns = columns;
        _per32?.Begin(columns);
        _per256?.Begin(columns);
    }

    /// <summary>Makes the quantised forms of a row that is complete. Rows may be done on several threads at once.</summary>
    public void Finish(int row)
    {
        _per32?.Quantize(this[row], row);
        if (Columns % 256 == 0)
            _per256?.Quantize(this[row], row);
    }

    public QuantizedRows Quantized(int scaleGroup) => (scaleGroup == 32 ? _per32 : _per256)!;

    public void Dispose()
    {
        _values.Dispose();
        _per32?.Dispose();
        _per256?.Dispose();
    }
}
