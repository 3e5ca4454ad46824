using System.Text;

namespace Tandem.Llama.Gguf;

/// <summary>Writes a GGUF version 3 file: metadata in the order given, then tensors of raw bytes.</summary>
public sealed class GgufWriter
{
    private const int Alignment = 32;
    private readonly List<(string Key, object Value)> _metadata = [];
    private readonly List<(string Name, GgmlType Type, long[] Dimensions, Action<Stream> Write)> _tensors = [];

    /// <summary>Adds a pair. Values: string, bool, int, uint, long, ulong, float, double, and arrays of string, int, uint and float.</summary>
    public GgufWriter Add(string key, object value)
    {
        _metadata.Add((key, value));
        return this;
    }

    /// <summary>Adds a tensor of bytes already in the block layout of <paramref name="type"/>; dimensions innermost first.</summary>
    public GgufWriter Add(string name, GgmlType type, long[] dimensions, byte[] data) =>
        Add(name, type, dimensions, stream => stream.Write(data));

    /// <summary>Adds a tensor whose bytes are made when the file is written, so that large ones need not be held.</summary>
    public GgufWriter Add(string name, GgmlType type, long[] dimensions, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        if (dimensions.Length == 0 || dimensions[0] % type.BlockElements() != 0)
            throw new ArgumentException($"Rows of '{name}' must be whole blocks of {type.BlockElements()} elements.", nameof(dimensions));
        _tensors.Add((name, type, dimensions, write));
        return this;
    }

    public void Save(string path)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        Save(stream);
    }

    /// <summary>Writes everything to a stream that can tell its position.</summary>
    /// <exception cref="InvalidOperationException">A tensor's data has not the size that its dimensions give.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write((ulong)_tensors.Count);
        writer.Write((ulong)_metadata.Count);
        foreach (var (key, value) in _metadata)
        {
            WriteString(writer, key);
            WriteValue(writer, value);
        }

        long offset = 0;
        foreach (var (name, type, dimensions, _) in _tensors)
        {
            WriteString(writer, name);
            writer.Write((uint)dimensions.Length);
            foreach (var size in dimensions)
                writer.Write((ulong)size);
            writer.Write((uint)type);
            writer.Write((ulong)offset);
            offset = Align(offset + Bytes(type, dimensions));
        }

        foreach (var (name, type, dimensions, write) in _tensors)
        {
            writer.Flush();
            Pad(writer, stream.Position);
            var start = stream.Position;
            write(stream);
            if (stream.Position - start != Bytes(type, dimensions))
                throw new InvalidOperationException($"Tensor '{name}' wrote {stream.Position - start} bytes of {Bytes(type, dimensions)}.");
        }
    }

    private static long Bytes(GgmlType type, long[] dimensions) =>
        dimensions.Skip(1).Aggregate(type.RowBytes(dimensions[0]), (product, size) => product * size);

    private static long Align(long position) => (position + Alignment - 1) / Alignment * Alignment;

    private static void Pad(BinaryWriter writer, long position)
    {
        for (var i = position; i < Align(position); i++)
            writer.Write((byte)0);
        writer.Flush();
    }

    private static void WriteString(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }

    private static void WriteValue(BinaryWriter writer, object value)
    {
        if (value is Array list)
        {
            writer.Write(9u);
            writer.Write(TypeOf(list.Length > 0 ? list.GetValue(0)! : Activator.CreateInstance(list.GetType().GetElementType()!)!));
            writer.Write((ulong)list.Length);
            foreach (var element in list)
                WriteBare(writer, element);
            return;
        }

        writer.Write(TypeOf(value));
        WriteBare(writer, value);
    }

    private static uint TypeOf(object value) => value switch
    {
        uint => 4u, int => 5u, float => 6u, bool => 7u, string => 8u, ulong => 10u, long => 11u, double => 12u,
        _ => throw new ArgumentException($"GGUF metadata holds no {value.GetType().Name}."),
    };

    private static void WriteBare(BinaryWriter writer, object value)
    {
        switch (value)
        {
            case uint x: writer.Write(x); break;
            case int x: writer.Write(x); break;
            case float x: writer.Write(x); break;
            case bool x: writer.Write(x); break;
            case ulong x: writer.Write(x); break;
            case long x: writer.Write(x); break;
            case double x: writer.Write(x); break;
            case string x: WriteString(writer, x); break;
            default: throw new ArgumentException($"GGUF metadata holds no {value.GetType().Name}.");
        }
    }
}
