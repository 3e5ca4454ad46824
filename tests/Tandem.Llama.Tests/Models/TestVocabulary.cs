using Tandem.Llama.Gguf;
using Tandem.Llama.Tokenization;

namespace Tandem.Llama.Tests.Models;

/// <summary>A vocabulary for generated files.</summary>
internal sealed record TestVocabulary
{
    public required string Model { get; init; }

    public string? Splitter { get; init; }

    public required string[] Tokens { get; init; }

    public required int[] Kinds { get; init; }

    public float[]? Scores { get; init; }

    public string[]? Merges { get; init; }

    public int Beginning { get; init; }

    public int End { get; init; } = 1;

    public (string Key, object Value)[] Extra { get; init; } = [];

    public int Count => Tokens.Length;

    /// <summary>Beginning, end, and the 256 bytes; no merges beyond one that is needed for the file to be whole.</summary>
    public static TestVocabulary Bytes(string splitter = "gpt-2", params string[] controls)
    {
        string[] tokens = ["<s>", "</s>", .. controls, .. Enumerable.Range(0, 256).Select(b => ByteAlphabet.Of((byte)b).ToString()), "th"];
        return new TestVocabulary
        {
            Model = "gpt2",
            Splitter = splitter,
            Tokens = tokens,
            Kinds = [.. tokens.Select((_, id) => id < 2 + controls.Length ? 3 : 1)],
            Merges = ["t h"],
        };
    }

    /// <summary>As large as asked, for shapes of real models; the tokens mean nothing.</summary>
    public static TestVocabulary Large(int count)
    {
        var small = Bytes();
        string[] tokens = [.. small.Tokens, .. Enumerable.Range(small.Count, count - small.Count).Select(id => $"t{id}")];
        return small with { Tokens = tokens, Kinds = [.. tokens.Select((_, id) => id < 2 ? 3 : 1)] };
    }

    public void AddTo(GgufWriter writer)
    {
        writer.Add("tokenizer.ggml.model", Model);
        if (Splitter is not null)
            writer.Add("tokenizer.ggml.pre", Splitter);
        writer.Add("tokenizer.ggml.tokens", Tokens).Add("tokenizer.ggml.token_type", Kinds);
        if (Scores is not null)
            writer.Add("tokenizer.ggml.scores", Scores);
        if (Merges is not null)
            writer.Add("tokenizer.ggml.merges", Merges);
        writer.Add("tokenizer.ggml.bos_token_id", (uint)Beginning).Add("tokenizer.ggml.eos_token_id", (uint)End);
        foreach (var (key, value) in Extra)
            writer.Add(key, value);
    }
}
