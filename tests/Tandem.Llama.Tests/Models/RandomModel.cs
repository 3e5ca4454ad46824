using Tandem.Llama.Gguf;
using Tandem.Llama.Kernels;

namespace Tandem.Llama.Tests.Models;

/// <summary>A Llama-family model with random weights, of any shape, written as a GGUF file.</summary>
internal sealed record RandomModel
{
    public string Architecture { get; init; } = "llama";

    public GgmlType Type { get; init; } = GgmlType.Q80;

    /// <summary>Type of value and down projections, which mixed files keep finer.</summary>
    public GgmlType? FinerType { get; init; }

    public int Layers { get; init; } = 2;

    public int Width { get; init; } = 256;

    public int Heads { get; init; } = 4;

    public int KeyValueHeads { get; init; } = 2;

    public int? HeadWidth { get; init; }

    public int FeedForward { get; init; } = 512;

    public int Context { get; init; } = 512;

    public bool TiedEmbedding { get; init; }

    public bool Biases { get; init; }

    public bool HeadNorms { get; init; }

    public bool RopeFactors { get; init; }

    public float RopeBase { get; init; } = 10_000;

    public (string Key, object Value)[] Extra { get; init; } = [];

    public TestVocabulary Vocabulary { get; init; } = TestVocabulary.Bytes();

    public int Seed { get; init; } = 1;

    /// <summary>The same weights as without it, written as the floats that they stand for.</summary>
    public bool Exact { get; init; }

    public void Save(string path) => Build().Save(path);

    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        Build().Save(stream);
        return stream.ToArray();
    }

    public GgufWriter Build()
    {
        var random = new Random(Seed);
        var head = HeadWidth ?? Width / Heads;
        var writer = new GgufWriter();
        writer.Add("general.architecture", Architecture).Add("general.name", "random");
        writer.Add($"{Architecture}.context_length", (uint)Context).Add($"{Architecture}.embedding_length", (uint)Width);
        writer.Add($"{Architecture}.block_count", (uint)Layers).Add($"{Architecture}.feed_forward_length", (uint)FeedForward);
        writer.Add($"{Architecture}.attention.head_count", (uint)Heads).Add($"{Architecture}.attention.head_count_kv", (uint)KeyValueHeads);
        writer.Add($"{Architecture}.attention.layer_norm_rms_epsilon", 1e-5f).Add($"{Architecture}.rope.freq_base", RopeBase);
        if (HeadWidth is not null)
        {
            writer.Add($"{Architecture}.attention.key_length", (uint)head).Add($"{Architecture}.attention.value_length", (uint)head);
            writer.Add($"{Architecture}.rope.dimension_count", (uint)head);
        }

        Vocabulary.AddTo(writer);
        foreach (var (key, value) in Extra)
            writer.Add(key, value);

        void Matrix(string name, GgmlType type, int rows, int columns, float deviation) =>
            writer.Add(
                name, Exact ? GgmlType.F32 : type, [columns, rows], stream => Stream(stream, type, rows, columns, deviation, random));
        void Vector(string name, int length, float around, float deviation) =>
            writer.Add(name, GgmlType.F32, [length], FloatBytes(length, around, deviation, random));

        var finer = FinerType ?? Type;
        Matrix("token_embd.weight", Type, Vocabulary.Count, Width, 1);
        if (!TiedEmbedding)
            Matrix("output.weight", finer, Vocabulary.Count, Width, 1 / MathF.Sqrt(Width));
        Vector("output_norm.weight", Width, 1, 0.2f);
        if (RopeFactors)
            Vector("rope_freqs.weight", head / 2, 4, 2);
        for (var layer = 0; layer < Layers; layer++)
        {
            var prefix = $"blk.{layer}.";
            Vector(prefix + "attn_norm.weight", Width, 1, 0.2f);
            Vector(prefix + "ffn_norm.weight", Width, 1, 0.2f);
            Matrix(prefix + "attn_q.weight", Type, Heads * head, Width, 1 / MathF.Sqrt(Width));
            Matrix(prefix + "attn_k.weight", Type, KeyValueHeads * head, Width, 1 / MathF.Sqrt(Width));
            Matrix(prefix + "attn_v.weight", finer, KeyValueHeads * head, Width, 1 / MathF.Sqrt(Width));
            Matrix(prefix + "attn_output.weight", Type, Width, Heads * head, 1 / MathF.Sqrt(Heads * head));
            Matrix(prefix + "ffn_gate.weight", Type, FeedForward, Width, 1 / MathF.Sqrt(Width));
            Matrix(prefix + "ffn_up.weight", Type, FeedForward, Width, 1 / MathF.Sqrt(Width));
            Matrix(prefix + "ffn_down.weight", finer, Width, FeedForward, 1 / MathF.Sqrt(FeedForward));
            if (Biases)
            {
                Vector(prefix + "attn_q.bias", Heads * head, 0, 0.5f);
                Vector(prefix + "attn_k.bias", KeyValueHeads * head, 0, 0.5f);
                Vector(prefix + "attn_v.bias", KeyValueHeads * head, 0, 0.5f);
            }

            if (HeadNorms)
            {
                Vector(prefix + "attn_q_norm.weight", head, 1, 0.3f);
                Vector(prefix + "attn_k_norm.weight", head, 1, 0.3f);
            }
        }

        return writer;
    }

    private void Stream(Stream stream, GgmlType type, long rows, int columns, float deviation, Random random)
    {
        const int RowsAtOnce = 64;
        for (long done = 0; done < rows; done += RowsAtOnce)
        {
            var blocks = RandomBlocks.Rows(type, Math.Min(RowsAtOnce, rows - done), columns, deviation, random);
            stream.Write(Exact ? Floats(type, blocks, columns) : blocks);
        }
    }

    private static unsafe byte[] Floats(GgmlType type, byte[] blocks, int columns)
    {
        var rows = (int)(blocks.Length / type.RowBytes(columns));
        var floats = new byte[rows * columns * sizeof(float)];
        fixed (byte* source = blocks, target = floats)
        {
            for (var row = 0; row < rows; row++)
                FloatRows.Expand(type, source + row * type.RowBytes(columns), (float*)target + (long)row * columns, columns);
        }

        return floats;
    }

    private static byte[] FloatBytes(int length, float around, float deviation, Random random)
    {
        var values = new float[length];
        for (var i = 0; i < length; i++)
            values[i] = around + (random.NextSingle() * 2 - 1) * deviation;
        var bytes = new byte[4 * length];
        Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
        return bytes;
    }
}
