using System.Buffers.Binary;
using Tandem.Llama.Gguf;

namespace Tandem.Llama.Tests.Models;

/// <summary>Random weights in the block layout of each type, about normal with the deviation asked for.</summary>
internal static class RandomBlocks
{
    public static byte[] Rows(GgmlType type, long rows, int columns, float deviation, Random random)
    {
        var bytes = new byte[rows * type.RowBytes(columns)];
        Fill(type, bytes, deviation, random);
        return bytes;
    }

    public static void Fill(GgmlType type, Span<byte> bytes, float deviation, Random random)
    {
        if (type.BlockElements() > 1)
            random.NextBytes(bytes);
        for (var at = 0; at < bytes.Length; at += type.BlockBytes())
            FillBlock(type, bytes.Slice(at, type.BlockBytes()), deviation, random);
    }

    private static void FillBlock(GgmlType type, Span<byte> block, float deviation, Random random)
    {
        // A uniform quant of width w deviates by w/√12; the scales vary by block so that a mix-up of blocks shows.
        var vary = deviation * (0.5f + random.NextSingle());
        switch (type)
        {
            case GgmlType.F32:
                BinaryPrimitives.WriteSingleLittleEndian(block, Uniform(deviation, random));
                break;
            case GgmlType.F16:
                BinaryPrimitives.WriteHalfLittleEndian(block, (Half)Uniform(deviation, random));
                break;
            case GgmlType.BF16:
                BinaryPrimitives.WriteUInt16LittleEndian(block, (ushort)(BitConverter.SingleToUInt32Bits(Uniform(deviation, random)) >> 16));
                break;
            case GgmlType.Q80:
                BinaryPrimitives.WriteHalfLittleEndian(block, (Half)(vary / 74));
                break;
            case GgmlType.Q40:
                BinaryPrimitives.WriteHalfLittleEndian(block, (Half)(vary / 4.6f));
                break;
            case GgmlType.Q4K:
                WriteKScales(block, vary / 4.6f, 7.5f, random);
                break;
            case GgmlType.Q5K:
                WriteKScales(block, vary / 9.2f, 15.5f, random);
                break;
            case GgmlType.Q6K:
                for (var group = 0; group < 16; group++)
                    block[192 + group] = (byte)(sbyte)random.Next(-64, 64);
                BinaryPrimitives.WriteHalfLittleEndian(block[208..], (Half)(vary / 18 / 37));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(type));
        }
    }

    /// <summary>Six-bit scales, and minimums equal to them, so that the mean is near zero.</summary>
    private static void WriteKScales(Span<byte> block, float scale, float middle, Random random)
    {
        BinaryPrimitives.WriteHalfLittleEndian(block, (Half)(scale / 32));
        BinaryPrimitives.WriteHalfLittleEndian(block[2..], (Half)(scale / 32 * middle));
        Span<byte> six = stackalloc byte[8];
        foreach (ref var value in six)
            value = (byte)random.Next(8, 64);
        var packed = block.Slice(4, 12);
        for (var i = 0; i < 4; i++)
        {
            var (low, high) = (six[i], six[i + 4]);
            packed[i] = packed[i + 4] = (byte)(low | ((high >> 4) << 6));
            packed[i + 8] = (byte)((high & 15) | ((high & 15) << 4));
        }
    }

    private static float Uniform(float deviation, Random random) => (random.NextSingle() * 2 - 1) * deviation * 1.732f;
}
