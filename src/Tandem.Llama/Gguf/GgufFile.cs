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
    private readonly string _path;
    private readonly byte* _start;
    private LargePageMemory? _resident;
    private long _residentFrom;

    private GgufFile(string path, MemoryMappedFile map, MemoryMappedViewAccessor view, byte* start, long length, GgufHeader header)
    {
        (_path, _map, _view, Length, Metadata) = (path, map, view, length, header.Metadata);
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
            return new GgufFile(path, map, view, start, length, GgufHeader.Parse(start, length));
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

    internal byte* DataOf(GgufTensor tensor) =>
        _resident is null ? _start + tensor.FileOffset : _resident.Data + (tensor.FileOffset - _residentFrom);

    /// <summary>Copies the tensors into memory of large pages. To be called before <see cref="DataOf"/>.</summary>
    /// <remarks>The file is read, not the map, so that its pages do not count as this process's memory a second time.</remarks>
    internal void MakeResident(int threads)
    {
        const long Piece = 16 << 20;
        var from = Tensors.Select(tensor => tensor.FileOffset).DefaultIfEmpty(0).Min();
        var memory = new LargePageMemory(Math.Max(1, Length - from));
        try
        {
            using var file = File.OpenHandle(_path, FileMode.Open, FileAccess.Read, FileShare.Read);
            var pieces = (int)((Length - from + Piece - 1) / Piece);
            Parallel.For(0, pieces, new ParallelOptions { MaxDegreeOfParallelism = threads }, piece =>
            {
                var start = piece * Piece;
                var end = Math.Min(start + Piece, Length - from);
                while (start < end)
                {
                    var read = RandomAccess.Read(file, new Span<byte>(memory.Data + start, (int)(end - start)), from + start);
                    if (read == 0)
                        throw new ModelFileException(ModelFileError.Truncated, $"'{_path}' became shorter while it was read. Download it again.");
                    start += read;
                }
            });
        }
        catch (AggregateException failures) when (failures.InnerException is ModelFileException or IOException)
        {
            memory.Dispose();
            throw failures.InnerException;
        }

        (_resident, _residentFrom) = (memory, from);
    }

    public void Dispose()
    {
        _resident?.Dispose();
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map.Dispose();
    }
}
