using System.Numerics;

namespace Tandem.Llama.Gguf;

/// <summary>Parses a GGUF header, versions 2 and 3 (they differ only in byte order, and we read little-endian).</summary>
internal sealed class GgufHeader
{
    private const uint Magic = 0x46554747; // "GGUF"
    private const int MaxDimensions = 4;
    private const int DefaultAlignment = 32;

    private GgufHeader(GgufMetadata metadata, List<GgufTensor> tensors) => (Metadata, Tensors) = (metadata, tensors);

    public GgufMetadata Metadata { get; }

    public IReadOnlyList<GgufTensor> Tensors { get; }

    public static unsafe GgufHeader Parse(byte* start, long length)
    {
        var cursor = new GgufCursor(start, length);
        if (length < 4 || cursor.ReadUInt32() != Magic)
            throw new ModelFileException(ModelFileError.NotGguf, "This is not a GGUF model file: it does not start with 'GGUF'.");
        var version = cursor.ReadUInt32();
        if (version is not (2 or 3))
            throw ModelFileException.Unsupported($"GGUF version {version} is not supported; versions 2 and 3 are (convert the file again).");

        var tensorCount = cursor.ReadCount(minimumBytes: 24, "tensors");
        var pairCount = cursor.ReadCount(minimumBytes: 13, "metadata pairs");
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        for (var i = 0; i < pairCount; i++)
        {
            var key = cursor.ReadString();
            if (!values.TryAdd(key, GgufValues.Read(ref cursor)))
                throw ModelFileException.Corrupt($"The key '{key}' appears twice.");
        }

        var metadata = new GgufMetadata(values);
        return new GgufHeader(metadata, ReadTensors(ref cursor, tensorCount, Alignment(metadata), length));
    }

    private static int Alignment(GgufMetadata metadata)
    {
        var alignment = metadata.Whole("general.alignment") ?? DefaultAlignment;
        if (alignment is < 1 or > 1 << 20 || !BitOperations.IsPow2(alignment))
            throw ModelFileException.Corrupt($"The alignment {alignment} is not a power of two.");
        return (int)alignment;
    }

    private static List<GgufTensor> ReadTensors(ref GgufCursor cursor, int count, int alignment, long length)
    {
        var tensors = new List<GgufTensor>(count);
        var relativeOffsets = new List<ulong>(count);
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var name = cursor.ReadString();
            if (!names.Add(name))
                throw ModelFileException.Corrupt($"The tensor '{name}' appears twice.");
            var dimensions = ReadDimensions(ref cursor, name);
            var type = cursor.ReadUInt32();
            if (!GgmlTypes.IsRun(type))
            {
                throw ModelFileException.Unsupported(
                    $"Tensor '{name}' is {GgmlTypes.Name(type)}; supported are F32, F16, BF16, Q8_0, Q4_0, Q4_K, Q5_K and Q6_K. Take such a file.");
            }

            relativeOffsets.Add(cursor.ReadUInt64());
            tensors.Add(new GgufTensor
            {
                Name = name,
                Type = (GgmlType)type,
                Dimensions = dimensions,
                FileOffset = 0,
                ByteCount = ByteCount(name, (GgmlType)type, dimensions),
            });
        }

        var dataStart = (cursor.Position + alignment - 1) / alignment * alignment;
        for (var i = 0; i < count; i++)
            tensors[i] = Place(tensors[i], relativeOffsets[i], dataStart, alignment, length);
        return tensors;
    }

    private static long[] ReadDimensions(ref GgufCursor cursor, string name)
    {
        var count = cursor.ReadUInt32();
        if (count is < 1 or > MaxDimensions)
            throw ModelFileException.Corrupt($"Tensor '{name}' has {count} dimensions.");
        var dimensions = new long[count];
        for (var d = 0; d < dimensions.Length; d++)
        {
            var size = cursor.ReadUInt64();
            if (size is < 1 or > int.MaxValue)
                throw ModelFileException.Corrupt($"Tensor '{name}' has a dimension of {size}.");
            dimensions[d] = (long)size;
        }

        return dimensions;
    }

    private static long ByteCount(string name, GgmlType type, long[] dimensions)
    {
        if (dimensions[0] % type.BlockElements() != 0)
            throw ModelFileException.Corrupt($"Tensor '{name}' has rows of {dimensions[0]}, not a multiple of {type.BlockElements()}.");
        Int128 bytes = type.RowBytes(dimensions[0]);
        foreach (var size in dimensions.AsSpan(1))
            bytes = Int128.Min(bytes * size, (Int128)1 << 62); // Past any file; clamped so that four dimensions cannot overflow.
        return (long)bytes;
    }

    private static GgufTensor Place(GgufTensor tensor, ulong relativeOffset, long dataStart, int alignment, long length)
    {
        if (relativeOffset % (ulong)alignment != 0)
            throw ModelFileException.Corrupt($"Tensor '{tensor.Name}' is not aligned to {alignment} bytes.");
        if (relativeOffset > (ulong)length || dataStart + (long)relativeOffset > length - tensor.ByteCount)
        {
            throw new ModelFileException(
                ModelFileError.Truncated,
                $"Tensor '{tensor.Name}' needs {tensor.ByteCount} bytes beyond the file's end. The download is incomplete: download it again.");
        }

        return tensor with { FileOffset = dataStart + (long)relativeOffset };
    }
}
