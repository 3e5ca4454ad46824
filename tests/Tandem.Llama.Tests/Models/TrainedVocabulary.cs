using System.Text;
using Tandem.Llama.Tokenization;

namespace Tandem.Llama.Tests.Models;

/// <summary>Vocabularies trained on a text at hand, small but with real merges.</summary>
internal static class TrainedVocabulary
{
    private static readonly string[] Controls = ["<s>", "</s>", "<|im_start|>", "<|im_end|>", "<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"];

    /// <summary>Byte-level BPE: the commonest adjacent pair inside words becomes one symbol, again and again.</summary>
    public static TestVocabulary BytePairs(string splitter, string corpus, int merges)
    {
        var ends = new List<int>();
        WordSplitter.For(splitter).Split(corpus, ends);
        var words = new List<List<string>>();
        var start = 0;
        foreach (var end in ends)
        {
            words.Add([.. Encoding.UTF8.GetBytes(corpus[start..end]).Select(value => ByteAlphabet.Of(value).ToString())]);
            start = end;
        }

        var tokens = Controls.Concat(Enumerable.Range(0, 256).Select(value => ByteAlphabet.Of((byte)value).ToString())).ToList();
        var known = tokens.ToHashSet(StringComparer.Ordinal);
        var rules = new List<string>();
        for (var i = 0; i < merges; i++)
        {
            var pair = words.SelectMany(word => word.Zip(word.Skip(1))).CountBy(pair => pair)
                .OrderByDescending(count => count.Value).ThenBy(count => count.Key.First + " " + count.Key.Second, StringComparer.Ordinal).FirstOrDefault();
            if (pair.Value < 2)
                break;
            rules.Add($"{pair.Key.First} {pair.Key.Second}");
            if (known.Add(pair.Key.First + pair.Key.Second))
                tokens.Add(pair.Key.First + pair.Key.Second);
            foreach (var word in words)
                Join(word, pair.Key.First, pair.Key.Second);
        }

        return new TestVocabulary
        {
            Model = "gpt2",
            Splitter = splitter,
            Tokens = [.. tokens],
            Kinds = [.. tokens.Select((_, id) => id < Controls.Length ? 3 : 1)],
            Merges = [.. rules],
        };
    }

    /// <summary>SentencePiece: common substrings, better scored the commoner they are.</summary>
    public static TestVocabulary Pieces(string corpus, int count)
    {
        var text = "▁" + corpus.Replace(' ', '▁');
        var pieces = Enumerable.Range(1, 6)
            .SelectMany(length => Enumerable.Range(0, Math.Max(0, text.Length - length)).Select(at => text.Substring(at, length)))
            .Where(piece => !char.IsLowSurrogate(piece[0]) && !char.IsHighSurrogate(piece[^1]) && !piece.Contains('\n', StringComparison.Ordinal))
            .CountBy(piece => piece)
            .Where(piece => piece.Value > 1 || piece.Key.Length == 1)
            .OrderByDescending(piece => piece.Value * piece.Key.Length).ThenBy(piece => piece.Key, StringComparer.Ordinal)
            .Take(count).Select(piece => piece.Key);
        string[] tokens = ["<unk>", "<s>", "</s>", .. Enumerable.Range(0, 256).Select(value => $"<0x{value:X2}>"), .. pieces];
        return new TestVocabulary
        {
            Model = "llama",
            Tokens = tokens,
            Kinds = [.. tokens.Select((_, id) => id == 0 ? 2 : id < 3 ? 3 : id < 259 ? 6 : 1)],
            Scores = [.. tokens.Select((_, id) => id < 259 ? 0f : -(id - 259) / 7)], // Some pieces score alike: ties go to the left.
            Beginning = 1,
            End = 2,
        };
    }

    private static void Join(List<string> word, string first, string second)
    {
        for (var i = 0; i + 1 < word.Count; i++)
        {
            if (word[i] == first && word[i + 1] == second)
            {
                word[i] = first + second;
                word.RemoveAt(i + 1);
            }
        }
    }
}
