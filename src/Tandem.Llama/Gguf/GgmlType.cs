namespace Tandem.Llama.Gguf;

/// <summary>Element types of tensors, with the numbers that the GGUF specification gives them. Only these are run.</summary>
public enum GgmlType
{
    F32 = 0,
    F16 = 1,
    Q40 = 2,
    Q80 = 8,
    Q4K = 12,
    Q5K = 13,
    Q6K = 14,
    BF16 = 30,
}
