using Tandem.Llama.Gguf;

namespace Tandem.Llama.Tokenization;

/// <summary>Ids with a meaning: where text begins and ends, and the parts of a fill-in-the-middle prompt.</summary>
internal sealed class SpecialTokens
{
    // Files often name only one end token; a chat model ends its turn with another.
    private static readonly string[] EndTexts =
    [
        "<|eot_id|>", "<|eom_id|>", "<|im_end|>", "<|end|>", "<end_of_turn>", "<|endoftext|>", "<|end_of_text|>", "<EOT>", "<｜end▁of▁sentence｜>",
        "<|fim_pad|>", "<|repo_name|>", "<|file_sep|>",
    ];

    private readonly HashSet<int> _ends = [];

    public SpecialTokens(Vocabulary vocabulary, GgufMetadata metadata)
    {
        int? Id(string name)
        {
            var id = metadata.Whole($"tokenizer.ggml.{name}_token_id");
            if (id is null or uint.MaxValue or < 0)
                return null;
            return id < vocabulary.Count ? (int)id : throw ModelFileException.Corrupt($"The {name} token {id} is not in the vocabulary.");
        }

        int? Named(string key, params ReadOnlySpan<string> texts)
        {
            if (Id(key) is { } id)
                return id;
            foreach (var text in texts)
            {
                if (vocabulary.Find(text) is var found && found >= 0)
                    return found;
            }

            return null;
        }

        Beginning = Id("bos");
        End = Id("eos");
        FillPrefix = Named("fim_pre", "<|fim_prefix|>", "<fim-prefix>", "<fim_prefix>", "<PRE>", "▁<PRE>", "<｜fim▁begin｜>", "[PREFIX]");
        FillSuffix = Named("fim_suf", "<|fim_suffix|>", "<fim-suffix>", "<fim_suffix>", "<SUF>", "▁<SUF>", "<｜fim▁hole｜>", "[SUFFIX]");
        FillMiddle = Named("fim_mid", "<|fim_middle|>", "<fim-middle>", "<fim_middle>", "<MID>", "▁<MID>", "<｜fim▁end｜>", "[MIDDLE]");
        foreach (var id in new[] { End, Id("eot"), Id("eom") })
        {
            if (id is { } end)
                _ends.Add(end);
        }

        foreach (var text in EndTexts)
        {
            if (vocabulary.Find(text) is var id && id >= 0 && vocabulary.Kind(id) != TokenKind.Normal)
                _ends.Add(id);
        }
    }

    public int? Beginning { get; }

    public int? End { get; }

    public int? FillPrefix { get; }

    public int? FillSuffix { get; }

    public int? FillMiddle { get; }

    /// <summary>Whether a model that produces this token has finished.</summary>
    public bool IsEnd(int id) => _ends.Contains(id);

    public IReadOnlyCollection<int> Ends => _ends;
}
