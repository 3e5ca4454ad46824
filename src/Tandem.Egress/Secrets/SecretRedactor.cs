using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Tandem.Egress.Secrets;

/// <summary>Finds secrets in a request's body and writes the body without them.</summary>
/// <remarks>
/// Strings of JSON are read as their reader will read them, so that an escape (a plus sign as <c>\u002B</c>) hides nothing; only a string that
/// holds a secret is written anew. Keys of objects are looked at too. The same secret gets the same placeholder, so that prompt caches hold.
/// </remarks>
internal sealed class SecretRedactor(SecretScanner scanner, byte[] placeholderKey)
{
    /// <returns>Names of the rules that found something; with some, <paramref name="redacted"/> is the body to send.</returns>
    /// <param name="told">Told which secret each placeholder stands for.</param>
    public IReadOnlyList<string> Scan(ReadOnlySpan<byte> body, out byte[] redacted, SecretPlaceholders? told = null)
    {
        redacted = [];
        var names = new List<string>();
        var edits = new List<(int Start, int End, string Text)>();
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 256, CommentHandling = JsonCommentHandling.Disallow });
            while (reader.Read())
            {
                if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || reader.ValueSpan.Length < 8) continue;
                if (IsBlob(reader.ValueSpan)) continue;
                if (Clean(ref reader, names, told) is not { } clean) continue;
                var end = (int)reader.TokenStartIndex + reader.ValueSpan.Length + 2;
                edits.Add(((int)reader.TokenStartIndex, end, "\"" + JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(clean) + "\""));
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            edits.Clear(); // Not JSON: one text.
            names.Clear();
            var text = Encoding.UTF8.GetString(body);
            if (Replace(text, names, told) is { } clean) redacted = Encoding.UTF8.GetBytes(clean);
            return names;
        }

        if (edits.Count > 0) redacted = Apply(body, edits);
        return names;
    }

    private string? Clean(ref Utf8JsonReader reader, List<string> names, SecretPlaceholders? told)
    {
        var buffer = ArrayPool<char>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            var length = reader.ValueIsEscaped ? reader.CopyString(buffer) : Transcode(reader.ValueSpan, buffer);
            return Replace(buffer.AsSpan(0, length), names, told);
        }
        finally { ArrayPool<char>.Shared.Return(buffer, clearArray: true); }
    }

    private string? Replace(ReadOnlySpan<char> text, List<string> names, SecretPlaceholders? told)
    {
        var findings = scanner.Scan(text);
        if (findings.Count == 0) return null;
        var clean = new StringBuilder(text.Length);
        var at = 0;
        foreach (var finding in findings)
        {
            if (!names.Contains(finding.Rule)) names.Add(finding.Rule);
            var secret = text.Slice(finding.Start, finding.Length).ToString();
            var placeholder = Placeholder(finding.Rule, secret);
            told?.Add(placeholder, secret);
            clean.Append(text[at..finding.Start]).Append(placeholder);
            at = finding.Start + finding.Length;
        }

        return clean.Append(text[at..]).ToString();
    }

    private string Placeholder(string rule, string secret)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(placeholderKey, Encoding.UTF8.GetBytes(secret), hash); // Keyed: the placeholder cannot be used to guess.
        return $"[REDACTED:{rule}:{Convert.ToHexStringLower(hash[..4])}]";
    }

    private static int Transcode(ReadOnlySpan<byte> utf8, Span<char> chars) =>
        Utf8.ToUtf16(utf8, chars, out _, out var written) == OperationStatus.Done ? written : throw new InvalidOperationException("invalid UTF-8");

    /// <summary>A long run of base64 is an image or a file, not a text that holds a key.</summary>
    private static bool IsBlob(ReadOnlySpan<byte> value) =>
        value.Length > 4_096 && (value.StartsWith("data:image/"u8) || !value[..512].ContainsAnyExcept(Base64));

    private static readonly SearchValues<byte> Base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_"u8);

    private static byte[] Apply(ReadOnlySpan<byte> body, List<(int Start, int End, string Text)> edits)
    {
        var output = new ArrayBufferWriter<byte>(body.Length + (edits.Count * 64));
        var at = 0;
        foreach (var (start, end, text) in edits)
        {
            output.Write(body[at..start]);
            output.Write(Encoding.UTF8.GetBytes(text));
            at = end;
        }

        output.Write(body[at..]);
        return output.WrittenSpan.ToArray();
    }
}
