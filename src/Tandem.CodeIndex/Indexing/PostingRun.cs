namespace Tandem.CodeIndex.Indexing;

/// <summary>The documents that hold one term in one field, all about as often.</summary>
/// <param name="Count">How often, rounded down to a step of <see cref="TermCodec"/>.</param>
/// <param name="Packed">What <see cref="PostingPacker"/> wrote.</param>
internal readonly record struct PostingRun(byte Field, byte Count, byte[] Packed)
{
    /// <summary>The documents' ids, ascending.</summary>
    public Enumerator GetEnumerator() => new(Packed);

    public struct Enumerator(byte[] packed)
    {
        private int _at;

        public int Current { get; private set; }

        public bool MoveNext()
        {
            if (_at == packed.Length) return false;
            var (gap, shift) = (0, 0);
            byte part;
            do
            {
                part = packed[_at++];
                gap |= (part & 0x7f) << shift;
                shift += 7;
            }
            while (part > 0x7f);
            Current += gap;
            return true;
        }
    }
}
