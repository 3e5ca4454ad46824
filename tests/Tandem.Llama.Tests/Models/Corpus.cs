using System.Text;

namespace Tandem.Llama.Tests.Models;

/// <summary>Texts in many scripts, and code, made by rule: what tokenizers stumble over.</summary>
internal static class Corpus
{
    private static readonly string[] Pieces =
    [
        "the", "The", "hello", "World", "isn't", "WE'LL", "they've", "I'm", "don'T", "it'S", "o'clock", "'s", "'", "''re",
        "für", "Straße", "naïve", "Ωμέγα", "ἀρχή", "Привет", "мир", "українська", "שלום", "مرحبا", "سلام", "नमस्ते", "हिन्दी", "สวัสดี", "ภาษาไทย",
        "你好", "世界", "日本語", "カタカナ", "ひらがな", "한국어", "𠀀𠀁", "𝒳𝓎", "Ǆ", "ǅ", "ﬁ", "ſ", "İ", "ß", "é", "e\u0301", "👍", "👩‍💻", "🇩🇪", "☕️", "→", "≠", "∑",
        "0", "7", "42", "123", "1234", "12345678", "3.14", "1e-9", "0x1F", "٣٤٥", "१२३", "²³", "Ⅷ", "½", "１２３",
        "int", "main", "camelCase", "PascalCase", "HTTPServer", "snake_case", "x1y2", "foo()", "a[i]", "{", "}", "=>", "->", "!=", "&&", "||", "//", "/*", "*/",
        ";", ":", "::", "...", ",", "?", "!", "\"", "`", "```", "#", "@", "$", "%", "^", "&", "*", "(", ")", "-", "--", "_", "__", "=", "+", "~", "|", "\\", "<", ">",
        "<div class=\"x\">", "</div>", "def f(x):", "return x", "var y = new List<int>();", "SELECT * FROM t WHERE a='b'",
    ];

    private static readonly string[] Gaps =
        [" ", " ", " ", " ", "", "", "  ", "   ", "\n", "\n\n", "\r\n", "\t", "\n    ", "\n\t\t", " \n", "  \n  ", "\u00A0", "\u3000", "\u2028", "\u200B", " \t ", "\n \n"];

    /// <summary>Plain text to train vocabularies on.</summary>
    public static string Training { get; } = string.Join('\n', Texts(30, seed: 7));

    public static IEnumerable<string> Texts(int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var text = new StringBuilder();
            for (var piece = random.Next(1, 30); piece > 0; piece--)
                text.Append(Gaps[random.Next(Gaps.Length)]).Append(Pieces[random.Next(Pieces.Length)]);
            yield return text.Append(Gaps[random.Next(Gaps.Length)]).ToString();
        }
    }
}
