using System.Buffers.Binary;
using System.Text;

namespace Tandem.Llama.Gguf;

/// <summary>Reads the header forward. Each read is checked against the file's end before a byte is touched.</summary>
internal unsafe struct GgufCursor(byte* start, long length)
{
    private const int MaxStringBytes = 16 << 20; // The longest real strings are chat templates of some 20 kB.

    public long Position { get; private set; }

    public readonly long Remaining => length - Position;

    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > Remaining || count > int.MaxValue)
        {
            throw new ModelFileException(
                ModelFileError.Truncated,
                $"The model file ends inside its header: {count} bytes expected at offset {Position}, {Remaining} left. Download it again.");
        }

        var span = new ReadOnlySpan<byte>(start + Position, (int)count);
        Position += count;
        return span;
    }

    public byte ReadByte() => Take(1)[0];

    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public float ReadSingle() => BinaryPrimitives.ReadSingleLittleEndian(Take(4));

    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    /// <summary>A count of things of at least <paramref name="minimumBytes"/> each: refused where so many cannot follow.</summary>
    public int ReadCount(int minimumBytes, string what)
    {
        var count = ReadUInt64();
        if (count > int.MaxValue || count > (ulong)(Remaining / minimumBytes))
            throw ModelFileException.Corrupt($"The header promises {count} {what}, more than the file can hold.");
        return (int)count;
    }

    public string ReadString()
    {
        var bytes = ReadUInt64();
        if (bytes > MaxStringBytes)
            throw ModelFileException.Corrupt($"The header holds a string of {bytes} bytes at offset {Position}.");
        return Encoding.UTF8.GetString(Take((long)bytes));
    }
}
