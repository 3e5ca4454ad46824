using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tandem.Storage.Ledger;

/// <summary>Where a writer's chain ends.</summary>
/// <param name="Seq">Entries so far.</param>
internal sealed record ChainHead(string Writer, long Seq, string Hash)
{
    /// <summary>What the first entry of a writer follows.</summary>
    public static string Origin(string writer) => HashOf(writer);

    public static ChainHead Start(string writer) => new(writer, 0, Origin(writer));

    /// <summary>SHA-256, hex in lower case.</summary>
    public static string HashOf(ReadOnlySpan<byte> text) => Convert.ToHexStringLower(SHA256.HashData(text));

    /// <inheritdoc cref="HashOf(ReadOnlySpan{byte})"/>
    public static string HashOf(string text) => HashOf(Encoding.UTF8.GetBytes(text));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Writer}#{Seq}");
}
