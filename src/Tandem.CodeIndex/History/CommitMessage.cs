using System.Text.RegularExpressions;

namespace Tandem.CodeIndex.History;

/// <summary>Takes out of a message, or a question, what is no word about code: trailers, links, hashes, mail addresses.</summary>
internal static partial class CommitMessage
{
    public static string Clean(string message) => Noise().Replace(message.Length > MaxLength ? message[..MaxLength] : message, " ");

    private const int MaxLength = 4_000;

    [GeneratedRegex(
        @"^\s*(?:[A-Za-z-]+-by|Change-Id|PiperOrigin-RevId|Reviewed-on|Cc|See-also)\s*:[^\n]*$|\(cherry picked from commit [0-9a-f]+\)|https?://\S+|\b(?=[a-f]*[0-9])[0-9a-f]{7,40}\b|\S+@\S+\.\w+",
        RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Noise();
}
