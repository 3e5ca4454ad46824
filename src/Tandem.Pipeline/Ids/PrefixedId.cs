using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tandem.Pipeline.Ids;

/// <summary>A prefix and a UUIDv7 (RFC 9562): ids that say what they name and sort by time.</summary>
public static class PrefixedId
{
    private const int Bytes = 16;
    private const int RandomBytes = 10;

    /// <summary>Chance for many ids at once: a request makes four, and each would ask the operating system.</summary>
    private const int Stock = 100 * RandomBytes;

    [ThreadStatic]
    private static byte[]? s_stock;

    [ThreadStatic]
    private static int s_used;

    public static string New(string prefix, DateTimeOffset time)
    {
        Span<byte> id = stackalloc byte[Bytes];
        BinaryPrimitives.WriteUInt64BigEndian(id, (ulong)time.ToUnixTimeMilliseconds() << 16);
        TakeChance(id[^RandomBytes..]);
        id[6] = (byte)(0x70 | (id[6] & 0x0F)); // Version 7.
        id[8] = (byte)(0x80 | (id[8] & 0x3F)); // The variant of RFC 9562.
        Span<char> hex = stackalloc char[2 * Bytes];
        Convert.TryToHexStringLower(id, hex, out _);
        return string.Concat(prefix, hex);
    }

    private static void TakeChance(Span<byte> to)
    {
        if (s_stock is null || s_used == Stock)
        {
            RandomNumberGenerator.Fill(s_stock ??= new byte[Stock]);
            s_used = 0;
        }

        s_stock.AsSpan(s_used, RandomBytes).CopyTo(to);
        s_used += RandomBytes;
    }
}
