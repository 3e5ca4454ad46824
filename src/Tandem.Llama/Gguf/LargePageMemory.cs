using System.Runtime.InteropServices;

namespace Tandem.Llama.Gguf;

/// <summary>A block of memory for weights, on large pages where the system gives them (Linux with transparent huge pages).</summary>
internal sealed unsafe partial class LargePageMemory : IDisposable
{
    private const nuint PageBytes = 2 << 20;
    private const int AdviseHugePages = 14; // MADV_HUGEPAGE, <sys/mman.h>; the same number on every Linux architecture.
    private void* _data;

    public LargePageMemory(long bytes)
    {
        Bytes = bytes;
        _data = NativeMemory.AlignedAlloc((nuint)bytes, PageBytes);
        if (OperatingSystem.IsLinux())
            Advise();
        GC.AddMemoryPressure(bytes);
    }

    ~LargePageMemory() => Free();

    public long Bytes { get; }

    public byte* Data => (byte*)_data;

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Advise()
    {
        try
        {
            _ = MAdvise(_data, (nuint)Bytes, AdviseHugePages); // Advice: where it is refused, pages are small.
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            // A C library of another name; pages are small then.
        }
    }

    private void Free()
    {
        if (_data is null)
            return;
        NativeMemory.AlignedFree(_data);
        GC.RemoveMemoryPressure(Bytes);
        _data = null;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int MAdvise(void* address, nuint length, int advice);
}
