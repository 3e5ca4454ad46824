using Tandem.Llama.Gguf;
using Tandem.Llama.Kernels;

namespace Tandem.Llama.Tests.Models;

/// <summary>The forward pass as a textbook writes it: double precision, loops, no cache. The truth where llama.cpp is not installed.</summary>
internal sealed unsafe class PlainLlama(GgufFile file)
{
    private readonly string _name = file.Metadata.Text("general.architecture")!;

    public double[] Logits(int[] tokens)
    {
        var width = Number("embedding_length");
        var heads = Number("attention.head_count");
        var keyHeads = Number("attention.head_count_kv");
        var head = (int)(file.Metadata.Whole($"{_name}.attention.key_length") ?? width / heads);
        var embedding = Matrix("token_embd.weight");
        var states = tokens.Select(token => embedding[token].ToArray()).ToArray();
        for (var layer = 0; layer < Number("block_count"); layer++)
        {
            var prefix = $"blk.{layer}.";
            var normed = states.Select(state => Norm(state, Vector(prefix + "attn_norm.weight"))).ToArray();
            var queries = normed.Select((x, t) => Heads(prefix + "attn_q", x, heads, head, t)).ToArray();
            var keys = normed.Select((x, t) => Heads(prefix + "attn_k", x, keyHeads, head, t)).ToArray();
            var values = normed.Select(x => Bias(Multiply(prefix + "attn_v.weight", x), prefix + "attn_v.bias")).ToArray();
            for (var t = 0; t < tokens.Length; t++)
            {
                var mixed = new double[heads * head];
                for (var h = 0; h < heads; h++)
                    Attend(queries[t], keys, values, t, h, h / (heads / keyHeads), head, mixed);
                states[t] = Add(states[t], Multiply(prefix + "attn_output.weight", mixed));
                var x = Norm(states[t], Vector(prefix + "ffn_norm.weight"));
                var gate = Multiply(prefix + "ffn_gate.weight", x).Select(g => g / (1 + Math.Exp(-g)));
                var gated = gate.Zip(Multiply(prefix + "ffn_up.weight", x), (g, u) => g * u).ToArray();
                states[t] = Add(states[t], Multiply(prefix + "ffn_down.weight", gated));
            }
        }

        var output = file.Find("output.weight") is null ? "token_embd.weight" : "output.weight";
        return Multiply(output, Norm(states[^1], Vector("output_norm.weight")));
    }

    private static void Attend(double[] query, double[][] keys, double[][] values, int t, int h, int k, int head, double[] mixed)
    {
        var scores = Enumerable.Range(0, t + 1)
            .Select(p => Enumerable.Range(0, head).Sum(i => query[h * head + i] * keys[p][k * head + i]) / Math.Sqrt(head)).ToArray();
        var weights = scores.Select(score => Math.Exp(score - scores.Max())).ToArray();
        for (var i = 0; i < head; i++)
            mixed[h * head + i] = Enumerable.Range(0, t + 1).Sum(p => weights[p] * values[p][k * head + i]) / weights.Sum();
    }

    private double[] Heads(string name, double[] x, int count, int head, int position)
    {
        var values = Bias(Multiply(name + ".weight", x), name + ".bias");
        for (var h = 0; h < count; h++)
        {
            var one = values[(h * head)..((h + 1) * head)];
            if (file.Find(name + "_norm.weight") is not null)
                one = Norm(one, Vector(name + "_norm.weight"));
            for (var i = 0; i < head / 2; i++)
            {
                var angle = position * Math.Pow(file.Metadata.Number($"{_name}.rope.freq_base")!.Value, -2.0 * i / head);
                var (a, b) = _name == "llama" ? (2 * i, 2 * i + 1) : (i, i + head / 2);
                values[h * head + a] = one[a] * Math.Cos(angle) - one[b] * Math.Sin(angle);
                values[h * head + b] = one[a] * Math.Sin(angle) + one[b] * Math.Cos(angle);
            }
        }

        return values;
    }

    private static double[] Norm(double[] x, double[] weight)
    {
        var scale = 1 / Math.Sqrt(x.Sum(v => v * v) / x.Length + 1e-5);
        return [.. x.Select((v, i) => v * scale * weight[i])];
    }

    private static double[] Add(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    private double[] Bias(double[] values, string name) => file.Find(name) is null ? values : Add(values, Vector(name));

    private double[] Multiply(string name, double[] x) => [.. Matrix(name).Select(row => row.Zip(x, (w, v) => w * v).Sum())];

    private double[] Vector(string name) => Matrix(name)[0];

    private double[][] Matrix(string name)
    {
        var tensor = file.Find(name)!;
        var columns = (int)tensor.Columns;
        var values = new float[columns];
        return [.. Enumerable.Range(0, (int)tensor.Rows).Select(row =>
        {
            fixed (float* target = values)
                FloatRows.Expand(tensor.Type, file.DataOf(tensor) + row * tensor.Type.RowBytes(columns), target, columns);
            return Array.ConvertAll(values, value => (double)value);
        })];
    }

    private int Number(string key) => (int)file.Metadata.Whole($"{_name}.{key}")!.Value;
}
