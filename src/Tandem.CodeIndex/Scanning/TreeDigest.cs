using System.Security.Cryptography;
using System.Text;

namespace Tandem.CodeIndex.Scanning;

/// <summary>One number for all paths and stamps of a tree: a check of an unchanged tree compares it, instead of a row per file.</summary>
internal static class TreeDigest
{
    private const int BufferBytes = 32_768;

    /// <summary>The digest of entries in their order, in hexadecimal.</summary>
    public static string Of(IReadOnlyList<TreeEntry> entries)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        var used = 0;
        foreach (var entry in entries)
        {
            Append(entry.Path);
            Append(entry.Stamp);
        }

        hash.AppendData(buffer, 0, used);
        return Convert.ToHexString(hash.GetHashAndReset());

        void Append(string text)
        {
            var most = Encoding.UTF8.GetMaxByteCount(text.Length) + 1;
            if (used + most > buffer.Length)
            {
                hash.AppendData(buffer, 0, used);
                used = 0;
                if (most > buffer.Length) buffer = new byte[most];
            }

            used += Encoding.UTF8.GetBytes(text, buffer.AsSpan(used));
            buffer[used++] = 0; // No path holds a NUL, so no two lists give the same bytes.
        }
    }
}
