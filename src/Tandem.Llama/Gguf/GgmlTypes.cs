namespace Tandem.Llama.Gguf;

/// <summary>The block layout of each element type: a row is a whole number of blocks.</summary>
internal static class GgmlTypes
{
    /// <summary>Elements in one block; 256 for the K types, 32 for the older ones.</summary>
    public static int BlockElements(this GgmlType type) => type switch
    {
        GgmlType.F32 or GgmlType.F16 or GgmlType.BF16 => 1,
        GgmlType.Q40 or GgmlType.Q80 => 32,
        _ => 256,
    };

    public static int BlockBytes(this GgmlType type) => type switch
    {
        GgmlType.F32 => 4,
        GgmlType.F16 or GgmlType.BF16 => 2,
        GgmlType.Q40 => 2 + 16,
        GgmlType.Q80 => 2 + 32,
        GgmlType.Q4K => 2 + 2 + 12 + 128,
        GgmlType.Q5K => 2 + 2 + 12 + 32 + 128,
        GgmlType.Q6K => 128 + 64 + 16 + 2,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>The type's usual name, as in file names and messages.</summary>
    public static string Name(uint type) => type switch
    {
        0 => "F32", 1 => "F16", 2 => "Q4_0", 3 => "Q4_1", 6 => "Q5_0", 7 => "Q5_1", 8 => "Q8_0", 9 => "Q8_1", 10 => "Q2_K", 11 => "Q3_K",
        12 => "Q4_K", 13 => "Q5_K", 14 => "Q6_K", 15 => "Q8_K", 30 => "BF16", _ => $"number {type}",
    };

    public static bool IsRun(uint type) => type is 0 or 1 or 2 or 8 or 12 or 13 or 14 or 30;

    /// <summary>Bytes of a row of <paramref name="columns"/> elements.</summary>
    public static long RowBytes(this GgmlType type, long columns) => columns / type.BlockElements() * type.BlockBytes();
}
