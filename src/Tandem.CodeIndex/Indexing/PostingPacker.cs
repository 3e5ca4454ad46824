using System.Buffers;
using System.Buffers.Text;

namespace Tandem.CodeIndex.Indexing;

/// <summary>Packs ascending ids as the gaps between them, seven bits a byte: a common word takes a byte a document.</summary>
/// <remarks>Also counts distinct ids over several lists. Grown once and used again; not safe for concurrent use.</remarks>
internal sealed class PostingPacker
{
    private readonly ArrayBufferWriter<byte> _packed = new();
    private ulong[] _seen = [];

    /// <summary>Distinct ids since <see cref="Clear"/>.</summary>
    public int Distinct { get; private set; }

    /// <param name="ids">Ascending ids in decimal, with one space between them.</param>
    public byte[] Pack(ReadOnlySpan<byte> ids)
    {
        _packed.ResetWrittenCount();
        var before = 0;
        for (var at = 0; at < ids.Length && Utf8Parser.TryParse(ids[at..], out int id, out var digits); at += digits + 1)
        {
            Write(id - before);
            See(id);
            before = id;
        }

        return _packed.WrittenSpan.ToArray();
    }

    public void Clear()
    {
        Array.Clear(_seen);
        Distinct = 0;
    }

    private void Write(int gap)
    {
        var target = _packed.GetSpan(5);
        var length = 0;
        for (; gap > 0x7f; gap >>= 7) target[length++] = (byte)(gap | 0x80);
        target[length++] = (byte)gap;
        _packed.Advance(length);
    }

    private void See(int id)
    {
        if (id >> 6 >= _seen.Length) Array.Resize(ref _seen, Math.Max((id >> 6) + 1, _seen.Length * 2));
        ref var word = ref _seen[id >> 6];
        var bit = 1UL << id;
        if ((word & bit) == 0) Distinct++;
        word |= bit;
    }
}
