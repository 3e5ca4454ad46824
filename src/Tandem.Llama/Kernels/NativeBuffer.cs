using System.Runtime.InteropServices;

namespace Tandem.Llama.Kernels;

/// <summary>Zeroed memory outside the garbage-collected heap, aligned to a cache line. Large buffers take real memory only as they are written.</summary>
internal sealed unsafe class NativeBuffer<T> : IDisposable
    where T : unmanaged
{
    private const int Alignment = 64;
    private readonly T* _data;
    private void* _block;

    public NativeBuffer(long count)
    {
        Count = count;
        ByteCount = checked(Math.Max(1, count) * sizeof(T));
        _block = NativeMemory.AllocZeroed((nuint)ByteCount + Alignment);
        _data = (T*)(((nuint)_block + Alignment - 1) / Alignment * Alignment);
        GC.AddMemoryPressure(ByteCount);
    }

    ~NativeBuffer() => Free();

    public long Count { get; }

    public long ByteCount { get; }

    public T* Data => _data;

    public Span<T> Span(long start, int count) => new(_data + start, count);

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_block is null)
            return;
        NativeMemory.Free(_block);
        GC.RemoveMemoryPressure(ByteCount);
        _block = null;
    }
}
