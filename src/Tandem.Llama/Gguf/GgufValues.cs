namespace Tandem.Llama.Gguf;

/// <summary>Reads the typed values of a GGUF header.</summary>
internal static class GgufValues
{
    private const uint ArrayType = 9;

    public static object Read(ref GgufCursor cursor)
    {
        var type = cursor.ReadUInt32();
        return type == ArrayType ? ReadArray(ref cursor) : ReadScalar(ref cursor, type);
    }

    private static object ReadScalar(ref GgufCursor cursor, uint type) => type switch
    {
        6 => (double)cursor.ReadSingle(),
        7 => cursor.ReadByte() != 0,
        8 => cursor.ReadString(),
        12 => cursor.ReadDouble(),
        _ => ReadInteger(ref cursor, type),
    };

    private static long ReadInteger(ref GgufCursor cursor, uint type) => type switch
    {
        0 => cursor.ReadByte(),
        1 => (sbyte)cursor.ReadByte(),
        2 => cursor.ReadUInt16(),
        3 => (short)cursor.ReadUInt16(),
        4 => cursor.ReadUInt32(),
        5 => (int)cursor.ReadUInt32(),
        10 => cursor.ReadUInt64() is var wide && wide <= long.MaxValue
            ? (long)wide
            : throw ModelFileException.Corrupt($"A value of {wide} in the header is out of range."),
        11 => (long)cursor.ReadUInt64(),
        _ => throw ModelFileException.Corrupt($"The header holds a value of unknown type {type} at offset {cursor.Position}."),
    };

    private static object ReadArray(ref GgufCursor cursor)
    {
        var type = cursor.ReadUInt32();
        if (type == ArrayType)
            throw ModelFileException.Unsupported("The header nests lists in lists, which no Llama-family model does.");
        var count = cursor.ReadCount(SmallestBytes(type), "list elements");
        switch (type)
        {
            case 8:
                var texts = new string[count];
                for (var i = 0; i < count; i++)
                    texts[i] = cursor.ReadString();
                return texts;
            case 6 or 12:
                var numbers = new double[count];
                for (var i = 0; i < count; i++)
                    numbers[i] = (double)ReadScalar(ref cursor, type);
                return numbers;
            case 7:
                var flags = new bool[count];
                for (var i = 0; i < count; i++)
                    flags[i] = cursor.ReadByte() != 0;
                return flags;
            default:
                var integers = new long[count];
                for (var i = 0; i < count; i++)
                    integers[i] = ReadInteger(ref cursor, type);
                return integers;
        }
    }

    private static int SmallestBytes(uint type) => type switch
    {
        0 or 1 or 7 => 1,
        2 or 3 => 2,
        4 or 5 or 6 => 4,
        _ => 8,
    };
}
