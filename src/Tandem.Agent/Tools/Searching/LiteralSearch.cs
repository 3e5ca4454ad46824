using System.Buffers;
using System.Text;

namespace Tandem.Agent.Tools.Searching;

/// <summary>Finds any of some texts in bytes, as fast as memory is read. Safe for concurrent use.</summary>
internal sealed class LiteralSearch
{
    // How often bytes come in source and prose, the rarest last; what is not listed is rarer still.
    private static ReadOnlySpan<byte> Frequent => " etaoinsrlcdupmhgfb.y(),v_;=w"u8;

    private readonly Needle[] _needles;

    /// <param name="texts">ASCII; in lower case where <paramref name="ignoresCase"/>.</param>
    public LiteralSearch(IReadOnlyList<string> texts, bool ignoresCase)
    {
        _needles = [.. texts.Select(text => new Needle(Encoding.ASCII.GetBytes(text), ignoresCase))];
        ShortestBytes = _needles.Min(needle => needle.Length);
    }

    /// <summary>Texts that are looked for.</summary>
    public int Count => _needles.Length;

    public int ShortestBytes { get; }

    public bool IsIn(ReadOnlySpan<byte> bytes)
    {
        foreach (var needle in _needles)
            if (needle.IndexOf(bytes) >= 0) return true;
        return false;
    }

    /// <summary>Where the next of the texts begins; -1 = none is there any more.</summary>
    /// <param name="bytes">The same at each call.</param>
    /// <param name="from">Never less than at the last call.</param>
    /// <param name="ahead">Of length <see cref="Count"/>, zeros at first: remembers where each text comes next, so that no byte is looked at twice for one.</param>
    public int Next(ReadOnlySpan<byte> bytes, int from, Span<int> ahead)
    {
        var first = int.MaxValue;
        for (var i = 0; i < _needles.Length; i++)
        {
            // Stored from 1 on: 0 says that nothing is known yet.
            if (ahead[i] <= from)
                ahead[i] = _needles[i].IndexOf(bytes[from..]) is >= 0 and var step ? from + step + 1 : int.MaxValue;
            first = Math.Min(first, ahead[i]);
        }

        return first == int.MaxValue ? -1 : first - 1;
    }

    private sealed class Needle
    {
        private readonly byte[] _text;
        private readonly bool _ignoresCase;
        private readonly int _rarest;
        private readonly SearchValues<byte> _forms;

        public Needle(byte[] text, bool ignoresCase)
        {
            (_text, _ignoresCase) = (text, ignoresCase);
            for (var i = 1; i < text.Length; i++)
                if (Rarity(text[i]) > Rarity(text[_rarest])) _rarest = i;
            var rarest = text[_rarest];
            _forms = SearchValues.Create(char.IsAsciiLetter((char)rarest) ? [rarest, (byte)(rarest ^ 0x20)] : [rarest]);
        }

        public int Length => _text.Length;

        public int IndexOf(ReadOnlySpan<byte> bytes)
        {
            if (!_ignoresCase) return bytes.IndexOf(_text);
            for (var from = 0; from + _text.Length <= bytes.Length; from++)
            {
                // The whole text is there only around its rarest byte.
                var step = bytes[(from + _rarest)..(bytes.Length - _text.Length + _rarest + 1)].IndexOfAny(_forms);
                if (step < 0) return -1;
                from += step;
                if (Ascii.EqualsIgnoreCase(bytes.Slice(from, _text.Length), _text)) return from;
            }

            return -1;
        }

        private static int Rarity(byte one) => Frequent.IndexOf(one) is >= 0 and var place ? place : Frequent.Length;
    }
}
