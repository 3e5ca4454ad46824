using Tandem.Llama.Gguf;
using Tandem.Llama.Kernels;

namespace Tandem.Llama.Inference;

/// <summary>Finds the tensors of a Llama-family model in its file and checks each one's shape.</summary>
internal sealed class ModelWeights
{
    private readonly GgufFile _file;

    public ModelWeights(GgufFile file, ModelShape shape)
    {
        _file = file;
        var embedding = file.Find("token_embd.weight") ?? throw Missing("token_embd.weight");
        if (embedding.Rows > 1 << 24)
            throw ModelFileException.Corrupt($"A vocabulary of {embedding.Rows} tokens makes no sense.");
        Vocabulary = (int)embedding.Rows;
        Embedding = Matrix("token_embd.weight", Vocabulary, shape.Width);
        FinalNorm = Vector("output_norm.weight", shape.Width);
        Output = file.Find("output.weight") is null ? Embedding : Matrix("output.weight", Vocabulary, shape.Width);
        Rope = file.Find("rope_freqs.weight") is null ? shape.Rope : shape.Rope.DividedBy(Vector("rope_freqs.weight", shape.Rope.Pairs));
        Layers = new LayerWeights[shape.Layers];
        for (var layer = 0; layer < Layers.Length; layer++)
            Layers[layer] = Layer($"blk.{layer}.", shape);
    }

    public int Vocabulary { get; }

    public WeightMatrix Embedding { get; }

    public float[] FinalNorm { get; }

    /// <summary>The embedding again where the file ties the two.</summary>
    public WeightMatrix Output { get; }

    public LayerWeights[] Layers { get; }

    public Rope Rope { get; }

    public IEnumerable<WeightMatrix> Matrices =>
        Layers.SelectMany(layer => new[] { layer.Query, layer.Key, layer.Value, layer.Output, layer.Gate, layer.Up, layer.Down }).Append(Output);

    private LayerWeights Layer(string prefix, ModelShape shape) => new()
    {
        AttentionNorm = Vector(prefix + "attn_norm.weight", shape.Width),
        Query = Matrix(prefix + "attn_q.weight", shape.QueryWidth, shape.Width),
        Key = Matrix(prefix + "attn_k.weight", shape.KeyValueWidth, shape.Width),
        Value = Matrix(prefix + "attn_v.weight", shape.KeyValueWidth, shape.Width),
        Output = Matrix(prefix + "attn_output.weight", shape.Width, shape.QueryWidth),
        QueryBias = OptionalVector(prefix + "attn_q.bias", shape.QueryWidth),
        KeyBias = OptionalVector(prefix + "attn_k.bias", shape.KeyValueWidth),
        ValueBias = OptionalVector(prefix + "attn_v.bias", shape.KeyValueWidth),
        OutputBias = OptionalVector(prefix + "attn_output.bias", shape.Width),
        QueryNorm = OptionalVector(prefix + "attn_q_norm.weight", shape.HeadWidth),
        KeyNorm = OptionalVector(prefix + "attn_k_norm.weight", shape.HeadWidth),
        FeedForwardNorm = Vector(prefix + "ffn_norm.weight", shape.Width),
        Gate = Matrix(prefix + "ffn_gate.weight", shape.FeedForward, shape.Width),
        Up = Matrix(prefix + "ffn_up.weight", shape.FeedForward, shape.Width),
        Down = Matrix(prefix + "ffn_down.weight", shape.Width, shape.FeedForward),
    };

    private unsafe WeightMatrix Matrix(string name, int rows, int columns)
    {
        var tensor = _file.Find(name) ?? throw Missing(name);
        if (tensor.Dimensions.Count > 2 && tensor.Dimensions.Skip(2).Any(size => size != 1))
            throw WrongShape(tensor, $"{columns} × {rows}");
        if (tensor.Columns != columns || tensor.Rows != rows)
            throw WrongShape(tensor, $"{columns} × {rows}");
        return new WeightMatrix(tensor.Type, _file.DataOf(tensor), rows, columns);
    }

    private float[]? OptionalVector(string name, int length) => _file.Find(name) is null ? null : Vector(name, length);

    private unsafe float[] Vector(string name, int length)
    {
        var tensor = _file.Find(name) ?? throw Missing(name);
        if (tensor.Columns != length || tensor.Rows != 1)
            throw WrongShape(tensor, $"{length}");
        var values = new float[length];
        fixed (float* target = values)
            FloatRows.Expand(tensor.Type, _file.DataOf(tensor), target, length);
        return values;
    }

    private static ModelFileException Missing(string name) => ModelFileException.Corrupt($"The tensor '{name}' is missing.");

    private static ModelFileException WrongShape(GgufTensor tensor, string expected) =>
        ModelFileException.Corrupt($"Tensor '{tensor.Name}' is {string.Join(" × ", tensor.Dimensions)}; {expected} expected.");
}
