namespace Tandem.Llama.Inference;

/// <summary>Which two values of a head are rotated together.</summary>
internal enum RopeStyle
{
    /// <summary>Neighbours 2i and 2i + 1 (llama and mistral files, whose query and key rows are permuted for it).</summary>
    Adjacent,

    /// <summary>Halves i and i + n/2 (qwen).</summary>
    Halves,
}
