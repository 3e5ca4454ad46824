using System.IO.MemoryMappedFiles;

namespace Tandem.Llama.Gguf;

/// <summary>A GGUF model file, mapped into memory: weights are read where they lie, so that loading copies nothing.</summary>
/// <remarks>
/// Source: the GGUF specification of the ggml project. Every offset is checked against the file's length when the header is read.
/// Safe for concurrent reading until disposed.
/// </remarks>
public sealed unsafe class GgufFile : IDisposable
{
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly Dictionary<string, GgufTensor> _tensors;
    private readonly byte* _start;

    private GgufFile(MemoryMappedFile map, MemoryMappedViewAccessor view, byte* start, long length, GgufHeader header)
    {
        (_map, _view, Length, Metadata) = (map, view, length, header.Metadata);
        _start = start;
        _tensors = header.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    public GgufMetadata Metadata { get; }

    public IReadOnlyCollection<GgufTensor> Tensors => _tensors.Values;

    /// <summary>Size of the file in bytes.</summary>
    public long Length { get; }

    /// <summary>Maps a file and reads its header.</summary>
    /// <exception cref="ModelFileException">The file is no sound GGUF file.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static GgufFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        var length = stream.Length;
        if (length < 24)
            throw new ModelFileException(ModelFileError.NotGguf, $"'{path}' is no GGUF model file: it has {length} bytes.");

        var map = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        MemoryMappedViewAccessor? view = null;
        byte* start = null;
        try
        {
            view = map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
            start += view.PointerOffset;
            return new GgufFile(map, view, start, length, GgufHeader.Parse(start, length));
        }
        catch
        {
            if (start is not null)
                view!.SafeMemoryMappedViewHandle.ReleasePointer();
            view?.Dispose();
            map.Dispose();
            throw;
        }
    }

    /// <summary>The tensor of that name, or null.</summary>
    public GgufTensor? Find(string name) => _tensors.GetValueOrDefault(name);

    internal byte* DataOf(GgufTensor tensor) => _start + tensor.FileOffset;

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map.Dispose();
    }
}
