using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Tandem.Pipeline.Keys;

/// <summary>The secret part of a virtual key: <c>tdm_</c> and 32 random bytes in base64url.</summary>
public static class KeySecret
{
    public const string Prefix = "tdm_";

    private const int Bytes = 32;

    public static string New() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>SHA-256 in lower-case hex. A secret of 256 random bits needs no slow hash: it cannot be guessed from it.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
