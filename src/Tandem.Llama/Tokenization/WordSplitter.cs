using System.Globalization;
using System.Text;

namespace Tandem.Llama.Tokenization;

/// <summary>Cuts text into the words inside which byte pairs may merge, as the tokenizer named in the file ('tokenizer.ggml.pre') was trained.</summary>
/// <remarks>
/// The published splitting patterns are regular expressions over code points. .NET's engine works on UTF-16 units, where a letter outside
/// the basic plane is no letter, so they are written out here. A splitter is a list of stages, each cutting what the one before left.
/// </remarks>
internal sealed class WordSplitter
{
    private delegate int Stage(ReadOnlySpan<char> text, int start);

    private readonly Stage[] _stages;

    private WordSplitter(params Stage[] stages) => _stages = stages;

    /// <summary>The splitter of that name.</summary>
    /// <exception cref="ModelFileException">The name is unknown: splitting otherwise would quietly spoil every prompt.</exception>
    public static WordSplitter For(string? name) => name switch
    {
        null or "" or "default" => new(Punctuation, Gpt2Word, Digits, ThreeAsciiDigits),
        "gpt-2" or "phi-2" or "gpt2" or "mpt" or "olmo" or "jais" or "trillion" or "granite-docling" or "mellum" => new(Gpt2Word),
        "llama-bpe" or "llama3" or "llama-v3" or "falcon3" or "pixtral" or "dbrx" or "smaug-bpe" or "lfm2" => new((text, at) => ModernWord(text, at, 3)),
        "qwen2" or "stablelm2" or "deepseek-r1-qwen" or "hunyuan" or "solar-open" => new((text, at) => ModernWord(text, at, 1)),
        "starcoder" or "refact" or "command-r" or "smollm" or "codeshell" or "exaone" or "minerva-7b" => new(SingleDigit, Gpt2Word),
        "tekken" => new(CasedWord.End),
        _ => throw ModelFileException.Unsupported(
            $"The tokenizer '{name}' ('tokenizer.ggml.pre') is not supported. Serve this model with Ollama or llama-server."),
    };

    /// <summary>Appends the end index of each word, in order.</summary>
    public void Split(ReadOnlySpan<char> text, List<int> ends)
    {
        ends.Clear();
        if (text.IsEmpty)
            return;
        ends.Add(text.Length);
        var next = new List<int>();
        foreach (var stage in _stages)
        {
            next.Clear();
            var start = 0;
            foreach (var end in ends)
            {
                CutPiece(text[..end], start, stage, next);
                start = end;
            }

            ends.Clear();
            ends.AddRange(next);
        }
    }

    private static void CutPiece(ReadOnlySpan<char> text, int start, Stage stage, List<int> ends)
    {
        var unmatchedFrom = start;
        for (var at = start; at < text.Length;)
        {
            var end = stage(text, at);
            if (end <= at)
            {
                at = Next(text, at); // No match here: the text up to the next match becomes one piece.
                continue;
            }

            if (at > unmatchedFrom)
                ends.Add(at);
            ends.Add(end);
            unmatchedFrom = at = end;
        }

        if (text.Length > unmatchedFrom)
            ends.Add(text.Length);
    }

    internal static int Next(ReadOnlySpan<char> text, int at)
    {
        Rune.DecodeFromUtf16(text[at..], out _, out var consumed);
        return at + consumed;
    }

    internal static bool IsLetter(ReadOnlySpan<char> text, int at) => at < text.Length && Category(text, at) <= UnicodeCategory.OtherLetter;

    internal static bool IsNumber(ReadOnlySpan<char> text, int at) =>
        at < text.Length && Category(text, at) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    internal static bool IsSpace(ReadOnlySpan<char> text, int at) => at < text.Length && char.IsWhiteSpace(text[at]); // All of them are in the basic plane.

    internal static bool IsNewline(ReadOnlySpan<char> text, int at) => at < text.Length && text[at] is '\r' or '\n';

    internal static bool IsOther(ReadOnlySpan<char> text, int at) =>
        at < text.Length && !IsSpace(text, at) && !IsLetter(text, at) && !IsNumber(text, at);

    internal static int While(ReadOnlySpan<char> text, int at, Predicate condition)
    {
        while (at < text.Length && condition(text, at))
            at = Next(text, at);
        return at;
    }

    internal delegate bool Predicate(ReadOnlySpan<char> text, int at);

    private static UnicodeCategory Category(ReadOnlySpan<char> text, int at)
    {
        Rune.DecodeFromUtf16(text[at..], out var rune, out _);
        return Rune.GetUnicodeCategory(rune);
    }

    /// <summary>GPT-2: 's|'t|'re|'ve|'m|'ll|'d| ?L+| ?N+| ?[^\sLN]+|\s+(?!\S)|\s+</summary>
    private static int Gpt2Word(ReadOnlySpan<char> text, int at)
    {
        if (Contraction(text, at, StringComparison.Ordinal) is var contraction && contraction > 0)
            return at + contraction;
        var word = text[at] == ' ' ? at + 1 : at;
        if (IsLetter(text, word))
            return While(text, word, IsLetter);
        if (IsNumber(text, word))
            return While(text, word, IsNumber);
        return IsOther(text, word) ? While(text, word, IsOther) : Spaces(text, at);
    }

    /// <summary>Llama 3 and Qwen: contractions in any case|[^\r\nLN]?L+|N{1,most}| ?[^\sLN]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+</summary>
    private static int ModernWord(ReadOnlySpan<char> text, int at, int mostDigits)
    {
        if (Contraction(text, at, StringComparison.OrdinalIgnoreCase) is var contraction && contraction > 0)
            return at + contraction;
        if (IsLetter(text, at))
            return While(text, at, IsLetter);
        if (IsNumber(text, at))
            return SomeDigits(text, at, mostDigits);
        var second = Next(text, at);
        if (!IsNewline(text, at) && IsLetter(text, second))
            return While(text, second, IsLetter);
        return PunctuationOrSpaces(text, at, trailing: "\r\n");
    }

    /// <summary> ?[^\sLN]+[trailing]*|\s*[\r\n]+|\s+(?!\S)|\s+</summary>
    internal static int PunctuationOrSpaces(ReadOnlySpan<char> text, int at, string trailing)
    {
        var word = text[at] == ' ' ? at + 1 : at;
        if (IsOther(text, word))
        {
            var end = While(text, word, IsOther);
            while (end < text.Length && trailing.Contains(text[end], StringComparison.Ordinal))
                end++;
            return end;
        }

        var run = While(text, at, IsSpace);
        var lastNewline = text[at..run].LastIndexOfAny('\r', '\n');
        return lastNewline >= 0 ? at + lastNewline + 1 : Spaces(text, at);
    }

    internal static int SomeDigits(ReadOnlySpan<char> text, int at, int most)
    {
        for (var count = 0; count < most && IsNumber(text, at); count++)
            at = Next(text, at);
        return at;
    }

    /// <summary>\s+(?!\S)|\s+ : leaves the last space to the word that follows.</summary>
    private static int Spaces(ReadOnlySpan<char> text, int at)
    {
        var end = While(text, at, IsSpace);
        return end < text.Length && end - at > 1 ? end - 1 : end;
    }

    private static int Contraction(ReadOnlySpan<char> text, int at, StringComparison comparison)
    {
        if (text[at] != '\'')
            return 0;
        var rest = text[(at + 1)..];
        foreach (var ending in (ReadOnlySpan<string>)["s", "t", "re", "ve", "m", "ll", "d"])
        {
            // 'ſ (long s) folds to s under ignore-case rules of Unicode; the reference's pattern lists ASCII letters only, as Ordinal does.
            if (rest.StartsWith(ending, comparison) && char.IsAscii(rest[0]))
                return 1 + ending.Length;
        }

        return 0;
    }

    private static int SingleDigit(ReadOnlySpan<char> text, int at) => SomeDigits(text, at, 1);

    private static int Digits(ReadOnlySpan<char> text, int at) => While(text, at, IsNumber);

    private static int ThreeAsciiDigits(ReadOnlySpan<char> text, int at) =>
        at + 3 <= text.Length && char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(text[at + 1]) && char.IsAsciiDigit(text[at + 2]) ? at + 3 : at;

    private static int Punctuation(ReadOnlySpan<char> text, int at) => While(text, at, static (text, at) =>
        text[at] is '$' or '+' or '<' or '=' or '>' or '^' or '~' or '|' ||
        Category(text, at) is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation);
}
