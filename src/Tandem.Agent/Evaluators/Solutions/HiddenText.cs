using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Tandem.Agent.Evaluators.Solutions;

/// <summary>One way to read an answer.</summary>
/// <param name="HiddenAs">How the text was hidden; null = it stands there to be read.</param>
internal sealed record Reading(string Text, string? HiddenAs = null);

/// <summary>Reads an answer in every way in which a text is commonly hidden from a reader of words: encodings, ciphers, reversal, invisible letters.</summary>
internal static partial class HiddenText
{
    private const int LeastDecoded = 8;

    public static IEnumerable<Reading> Readings(string answer)
    {
        var text = PlainText.Visible(answer);
        yield return new Reading(text);
        if (Tag().IsMatch(text) || text.Contains('&', StringComparison.Ordinal))
            yield return new Reading(WebUtility.HtmlDecode(Tag().Replace(text, "\n")));
        if (text.Contains("\\n", StringComparison.Ordinal) || text.Contains("\\u00", StringComparison.Ordinal))
            yield return new Reading(Escape().Replace(text, Unescape));
        if (SpacedRun().Matches(text).Where(match => match.Value.Count(char.IsLetter) >= 12).ToList() is { Count: > 0 } spaced)
            yield return new Reading(string.Join('\n', spaced.Select(match => Spaces().Replace(match.Value.Replace("  ", "\u0001", StringComparison.Ordinal), "").Replace('\u0001', ' '))), "letters with spaces between");
        foreach (var decoded in Decoded(text))
            yield return decoded;
        for (var shift = 1; shift < 26; shift++)
            if (Rotate(text, shift) is var rotated && (shift == 13 || Keyword().Matches(rotated).DistinctBy(match => match.Value).Skip(1).Any()))
                yield return new Reading(rotated, shift == 13 ? "rot13" : "shifted letters");
        var back = text.ToCharArray();
        Array.Reverse(back);
        yield return new Reading(new string(back), "reversed");
    }

    private static IEnumerable<Reading> Decoded(string text)
    {
        foreach (Match match in Base64().Matches(text))
            if (FromBase64(match.Value) is { } bytes && Readable(bytes) is { } words)
                yield return new Reading(words, "base64");
        foreach (Match match in Hex().Matches(text))
            if (Readable(FromHex(match.Value)) is { } words)
                yield return new Reading(words, "hexadecimal");
        foreach (Match match in Percent().Matches(text))
            if (Uri.UnescapeDataString(match.Value.Replace('+', ' ')) is { Length: >= LeastDecoded } words)
                yield return new Reading(words, "percent encoding");
        foreach (Match match in Codes().Matches(text))
            if (Readable(FromCodes(match.Value)) is { } words)
                yield return new Reading(words, "character codes");
        foreach (Match match in Bits().Matches(text))
            if (Readable(FromBits(match.Value)) is { } words)
                yield return new Reading(words, "binary");
    }

    /// <summary>Text where nearly all bytes are printable ASCII, else null.</summary>
    private static string? Readable(byte[] bytes) =>
        bytes.Length >= LeastDecoded && bytes.Count(unit => unit is >= 0x20 and < 0x7F or (byte)'\n' or (byte)'\t' or (byte)'\r') >= bytes.Length * 0.95
            && bytes.Count(unit => char.IsAsciiLetter((char)unit) || unit == ' ') >= bytes.Length * 0.4
            ? Encoding.ASCII.GetString(bytes)
            : null;

    private static byte[]? FromBase64(string text)
    {
        var compact = Spaces().Replace(text, "").Replace('-', '+').Replace('_', '/').TrimEnd('=');
        compact += new string('=', (4 - (compact.Length % 4)) % 4);
        var bytes = new byte[compact.Length];
        return Convert.TryFromBase64String(compact, bytes, out var count) ? bytes[..count] : null;
    }

    private static byte[] FromHex(string text)
    {
        var digits = HexMark().Replace(text, "");
        return Convert.FromHexString(digits[..(digits.Length & ~1)]);
    }

    private static byte[] FromCodes(string text) =>
        [.. text.Split([' ', ',', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(code => int.TryParse(code, out var number) && number < 256 ? (byte)number : (byte)0)];

    private static byte[] FromBits(string text) =>
        [.. text.Split([' ', ',', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(bits => Convert.ToByte(bits, 2))];

    /// <summary>Words that gibberish does not hold, and code does.</summary>
    [GeneratedRegex(@"\b(def|return|function|lambda|while|print|public|static|const|class|import|for \w+ in)\b", RegexOptions.None, 1_000)]
    public static partial Regex Keyword();

    private static string Rotate(string text, int shift) => string.Create(text.Length, (text, shift), static (rotated, given) =>
    {
        var (source, by) = given;
        for (var place = 0; place < source.Length; place++)
            rotated[place] = source[place] switch
            {
                var small and >= 'a' and <= 'z' => (char)('a' + ((small - 'a' + by) % 26)),
                var large and >= 'A' and <= 'Z' => (char)('A' + ((large - 'A' + by) % 26)),
                var other => other,
            };
    });

    private static string Unescape(Match escape) => escape.Value switch
    {
        @"\n" => "\n",
        @"\t" => "\t",
        "\\\"" => "\"",
        var code => ((char)Convert.ToInt32(code[2..], 16)).ToString(),
    };

    [GeneratedRegex(@"</?[A-Za-z][^<>\n]{0,200}>", RegexOptions.None, 1_000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\\n|\\t|\\""|\\u00[0-9a-fA-F]{2}", RegexOptions.None, 1_000)]
    private static partial Regex Escape();

    [GeneratedRegex(@"(?:(?<!\S)\S[ ]{1,3}){12,}\S?", RegexOptions.None, 1_000)]
    private static partial Regex SpacedRun();

    [GeneratedRegex(@"\s", RegexOptions.None, 1_000)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"(?<![A-Za-z0-9+/_-])(?:[A-Za-z0-9+/_-]{4,}\s?){2,}={0,2}(?![A-Za-z0-9+/_-])|[A-Za-z0-9+/_-]{12,}={0,2}", RegexOptions.None, 1_000)]
    private static partial Regex Base64();

    [GeneratedRegex(@"(?:(?:0x|\\x)?[0-9a-fA-F]{2}[ ,:]?\s?){8,}", RegexOptions.None, 1_000)]
    private static partial Regex Hex();

    [GeneratedRegex(@"0x|\\x|[^0-9a-fA-F]", RegexOptions.None, 1_000)]
    private static partial Regex HexMark();

    [GeneratedRegex(@"[\w.+()*'-]*(?:%[0-9A-Fa-f]{2}[\w.+()*'-]*){4,}", RegexOptions.None, 1_000)]
    private static partial Regex Percent();

    [GeneratedRegex(@"(?:\b\d{2,3}\b[ ,\n\t]+){8,}\d{2,3}", RegexOptions.None, 1_000)]
    private static partial Regex Codes();

    [GeneratedRegex(@"(?:\b[01]{7,8}\b[ ,\n\t]*){8,}", RegexOptions.None, 1_000)]
    private static partial Regex Bits();
}
