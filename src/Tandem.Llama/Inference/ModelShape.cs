using Tandem.Llama.Gguf;

namespace Tandem.Llama.Inference;

/// <summary>The numbers of a Llama-family architecture, read from the metadata and checked.</summary>
internal sealed record ModelShape
{
    private const int MaxDimension = 1 << 20;

    public required string Architecture { get; init; }

    public required int Layers { get; init; }

    public required int Width { get; init; }

    public required int Heads { get; init; }

    public required int KeyValueHeads { get; init; }

    /// <summary>Values in one query, key and value head.</summary>
    public required int HeadWidth { get; init; }

    public required int FeedForward { get; init; }

    public required int TrainedContext { get; init; }

    public required float NormEpsilon { get; init; }

    public required Rope Rope { get; init; }

    public int QueryWidth => Heads * HeadWidth;

    public int KeyValueWidth => KeyValueHeads * HeadWidth;

    /// <summary>Bytes of keys and values that one token of context takes, in half precision.</summary>
    public long CacheBytesPerToken => 2L * sizeof(ushort) * Layers * KeyValueWidth;

    public static ModelShape Read(GgufMetadata metadata)
    {
        var architecture = metadata.Text("general.architecture")
            ?? throw ModelFileException.Corrupt("The file does not name its architecture ('general.architecture').");
        var style = architecture switch
        {
            "llama" => RopeStyle.Adjacent,
            "qwen2" or "qwen3" => RopeStyle.Halves,
            _ => throw ModelFileException.Unsupported(
                $"Architecture '{architecture}' is not supported; llama (with Mistral and SmolLM), qwen2 and qwen3 are. " +
                "Serve this model with Ollama or llama-server and configure that."),
        };
        if (metadata.Whole($"{architecture}.expert_count") is > 0)
            throw ModelFileException.Unsupported("Mixture-of-experts models are not supported; serve this one with Ollama or llama-server.");

        int Required(string key, int most) => Bounded(metadata, $"{architecture}.{key}", most)
            ?? throw ModelFileException.Corrupt($"'{architecture}.{key}' is missing.");
        var width = Required("embedding_length", MaxDimension);
        var heads = Required("attention.head_count", 4_096);
        var headWidth = Bounded(metadata, $"{architecture}.attention.key_length", 4_096) ?? width / heads;
        if (headWidth < 2 || headWidth % 2 != 0)
            throw ModelFileException.Corrupt($"A head of {headWidth} values cannot be rotated in pairs.");
        if ((Bounded(metadata, $"{architecture}.attention.value_length", 4_096) ?? headWidth) != headWidth)
            throw ModelFileException.Unsupported("Value heads that differ in width from key heads are not supported.");
        var keyValueHeads = Bounded(metadata, $"{architecture}.attention.head_count_kv", 4_096) ?? heads;
        if (heads % keyValueHeads != 0)
            throw ModelFileException.Corrupt($"{heads} query heads cannot share {keyValueHeads} key heads evenly.");
        var epsilon = metadata.Number($"{architecture}.attention.layer_norm_rms_epsilon")
            ?? throw ModelFileException.Corrupt($"'{architecture}.attention.layer_norm_rms_epsilon' is missing.");
        if (!(epsilon is >= 0 and < 1))
            throw ModelFileException.Corrupt($"A norm epsilon of {epsilon} makes no sense.");

        return new ModelShape
        {
            Architecture = architecture,
            Layers = Required("block_count", 1_024),
            Width = width,
            Heads = heads,
            KeyValueHeads = keyValueHeads,
            HeadWidth = headWidth,
            FeedForward = Required("feed_forward_length", MaxDimension),
            TrainedContext = Required("context_length", 1 << 26),
            NormEpsilon = (float)epsilon,
            Rope = Rope.Read(metadata, architecture, style, headWidth),
        };
    }

    private static int? Bounded(GgufMetadata metadata, string key, int most) => metadata.Whole(key) switch
    {
        null => null,
        >= 1 and var value when value <= most => (int)value,
        var value => throw ModelFileException.Corrupt($"'{key}' is {value}, outside 1 … {most}."),
    };
}
