using System.Buffers;
using System.Text;

namespace Tandem.Cli.Interactive.Keys;

/// <summary>Turns a terminal's bytes into keys (ECMA-48 sequences, xterm's and kitty's modifiers, bracketed paste, UTF-8), however they are cut into pieces.</summary>
internal sealed class KeyDecoder
{
    private const int LongestPaste = 8 * 1024 * 1024; // What comes after is typing again: a terminal that never ends a paste must not fill memory.
    private const int LongestSequence = 64;
    private static readonly byte[] PasteEnd = "\e[201~"u8.ToArray();

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private int _at;
    private int _searched; // The paste's bytes before this hold no end.

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (_at == _bytes.WrittenCount)
        {
            _bytes.ResetWrittenCount();
            _at = 0;
        }

        _bytes.Write(bytes);
    }

    /// <summary>Something is begun that more bytes may finish.</summary>
    public bool HasRest => _at < _bytes.WrittenCount;

    /// <summary>In a paste nothing ends it but its end.</summary>
    public bool IsInPaste { get; private set; }

    /// <param name="nothingFollows">No byte came for a while: a lone ESC is the Escape key, a broken sequence is over.</param>
    public bool TryRead(out Key key, bool nothingFollows = false)
    {
        key = default;
        var rest = _bytes.WrittenSpan[_at..];
        if (rest.IsEmpty)
            return false;
        if (IsInPaste)
            return TryReadPaste(rest, out key);
        var length = Decode(rest, nothingFollows, out key);
        if (length == 0)
            return false;
        _at += length;
        if (key is { Kind: KeyKind.Paste })
        {
            IsInPaste = true;
            _searched = 0;
            return TryRead(out key, nothingFollows);
        }

        return true;
    }

    private bool TryReadPaste(ReadOnlySpan<byte> rest, out Key key)
    {
        key = default;
        var end = rest[_searched..].IndexOf(PasteEnd);
        if (end < 0 && rest.Length < LongestPaste)
        {
            _searched = Math.Max(0, rest.Length - PasteEnd.Length);
            return false;
        }

        end = end < 0 ? rest.Length : end + _searched;
        var text = Encoding.UTF8.GetString(rest[..end]).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        key = new Key(KeyKind.Paste, text);
        _at += Math.Min(rest.Length, end + PasteEnd.Length);
        IsInPaste = false;
        return true;
    }

    /// <summary>Bytes taken; 0 = more are needed. A paste's beginning is given as an empty paste.</summary>
    private static int Decode(ReadOnlySpan<byte> bytes, bool nothingFollows, out Key key)
    {
        var first = bytes[0];
        if (first == 0x1B)
            return DecodeEscape(bytes, nothingFollows, out key);
        if (first < 0x20 || first == 0x7F)
        {
            key = OfControl(first);
            return 1;
        }

        var status = Rune.DecodeFromUtf8(bytes, out var rune, out var length);
        if (status == OperationStatus.NeedMoreData && !nothingFollows)
        {
            key = default;
            return 0;
        }

        key = Key.Of(rune.ToString()); // What is no UTF-8 becomes U+FFFD.
        return length;
    }

    private static int DecodeEscape(ReadOnlySpan<byte> bytes, bool nothingFollows, out Key key)
    {
        key = new Key(KeyKind.Escape);
        if (bytes.Length == 1)
            return nothingFollows ? 1 : 0;
        switch (bytes[1])
        {
            case (byte)'[':
                return DecodeSequence(bytes, nothingFollows, out key);
            case (byte)'O' when bytes.Length == 2:
                key = Key.Alt('O');
                return nothingFollows ? 2 : 0;
            case (byte)'O':
                key = KeySequence.Of(bytes[2], []);
                return 3;
            case 0x1B:
                return 1; // Escape twice.
            default:
                var length = Decode(bytes[1..], nothingFollows, out var plain);
                key = plain with { Modifiers = plain.Modifiers | KeyModifiers.Alt };
                return length == 0 ? 0 : length + 1;
        }
    }

    private static int DecodeSequence(ReadOnlySpan<byte> bytes, bool nothingFollows, out Key key)
    {
        for (var place = 2; place < bytes.Length; place++)
        {
            if (bytes[place] is >= 0x20 and <= 0x3F && place < LongestSequence)
                continue;
            key = bytes[place] is >= 0x40 and <= 0x7E ? KeySequence.Of(bytes[place], bytes[2..place]) : new Key(KeyKind.Unknown);
            return bytes[place] == 0x1B ? place : place + 1; // A sequence begun in a broken one is a sequence.
        }

        key = bytes.Length == 2 ? Key.Alt('[') : new Key(KeyKind.Unknown);
        return nothingFollows ? bytes.Length : 0;
    }

    private static Key OfControl(byte code) => code switch
    {
        0x0D => new Key(KeyKind.Enter),
        0x09 => new Key(KeyKind.Tab),
        0x08 or 0x7F => new Key(KeyKind.Backspace),
        0x00 => Key.Control(' '),
        <= 0x1A => Key.Control((char)(code + 0x60)),
        _ => Key.Control((char)(code + 0x40)),
    };
}
