using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tandem.Llama.Kernels;

/// <summary>A batch of activation rows, quantised to signed bytes with a scale per 32 or per 256 values.</summary>
internal sealed unsafe class QuantizedRows(int maxRows, int maxColumns, int scaleGroup) : IDisposable
{
    private readonly NativeBuffer<sbyte> _quants = new((long)maxRows * maxColumns);
    private readonly NativeBuffer<float> _scales = new((long)maxRows * maxColumns / 32);
    private readonly NativeBuffer<float> _scaledSums = new((long)maxRows * maxColumns / 32);
    private readonly NativeBuffer<float> _halfScales = new((long)maxRows * maxColumns / 32);
    private readonly NativeBuffer<float> _halfSums = new((long)maxRows * maxColumns / 32);
    private readonly NativeBuffer<short> _sums = new((long)maxRows * maxColumns / 16);
    private int _columns;

    public QuantizedRow this[int row]
    {
        get
        {
            var start = (long)row * _columns;
            var group = start / 32;
            return new QuantizedRow(
                _quants.Data + start, _scales.Data + group, _scaledSums.Data + group, _halfScales.Data + group, _halfSums.Data + group, _sums.Data + start / 16);
        }
    }

    /// <summary>Sets the row length for the calls to <see cref="Quantize"/> that follow; a multiple of 32.</summary>
    public void Begin(int columns) => _columns = columns;

    /// <summary>Quantises one row. Rows may be done on several threads at once.</summary>
    public void Quantize(float* source, int row)
    {
        var target = this[row];
        for (var start = 0; start < _columns; start += scaleGroup)
        {
            var group = Math.Min(scaleGroup, _columns - start);
            var largest = Math.Abs(TensorPrimitives.MaxMagnitude<float>(new ReadOnlySpan<float>(source + start, group)));
            var scale = largest / 127f;
            var inverse = largest > 0 ? 127f / largest : 0f;
            for (var at = start; at < start + group; at += 32)
                QuantizeGroup(source + at, target, at, scale, inverse);
        }
    }

    private static void QuantizeGroup(float* source, in QuantizedRow target, int at, float scale, float inverse)
    {
        var quants = target.Quants + at;
        var first = Round16(source, quants, inverse);
        var second = Round16(source + 16, quants + 16, inverse);
        target.Sums[at / 16] = first;
        target.Sums[at / 16 + 1] = second;
        target.Scales[at / 32] = scale;
        target.ScaledSums[at / 32] = scale * (first + second);
        target.HalfScales[at / 32] = HalfBits.Rebias * scale;
        target.HalfSums[at / 32] = HalfBits.Rebias * target.ScaledSums[at / 32];
    }

    /// <summary>Rounds 16 values half to even, and returns their sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static short Round16(float* source, sbyte* quants, float inverse)
    {
        if (Avx2.IsSupported)
        {
            var factor = Vector256.Create(inverse);
            var low = Avx.ConvertToVector256Int32(Vector256.Load(source) * factor); // Rounds half to even.
            var high = Avx.ConvertToVector256Int32(Vector256.Load(source + 8) * factor);
            var words = Avx2.Permute4x64(Avx2.PackSignedSaturate(low, high).AsInt64(), 0b11_01_10_00).AsInt16();
            Sse2.PackSignedSaturate(words.GetLower(), words.GetUpper()).Store(quants);
            return (short)Vector256.Sum(low + high);
        }

        var sum = 0;
        for (var i = 0; i < 16; i++)
        {
            var quant = (int)MathF.Round(source[i] * inverse); // MidpointRounding.ToEven is the default.
            quants[i] = (sbyte)Math.Clamp(quant, -127, 127); // NaN becomes 0.
            sum += quants[i];
        }

        return (short)sum;
    }

    public void Dispose()
    {
        _quants.Dispose();
        _scales.Dispose();
        _scaledSums.Dispose();
        _halfScales.Dispose();
        _halfSums.Dispose();
        _sums.Dispose();
    }
}
