using System.Text;

namespace Tandem.Agent.Commands;

/// <summary>What a command wrote, in bounded memory: its head and its tail.</summary>
internal sealed class CommandOutput(Action<string>? onOutput)
{
    private const int HeadBytes = 128 << 10;
    private const int TailBytes = 384 << 10;

    /// <summary>Beyond this it is no log any more; the command is ended.</summary>
    private const long MaxBytes = 256L << 20;

    private readonly Lock _lock = new();
    private readonly byte[] _head = new byte[HeadBytes];
    private readonly byte[] _tail = new byte[TailBytes];
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly TaskCompletionSource _overflowed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inHead;
    private long _inTail;
    private long _total;

    /// <summary>Ends when there is more than anyone would read.</summary>
    public Task Overflowed => _overflowed.Task;

    public async Task ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[32 << 10];
        try
        {
            // Not cancelled in the middle: what a command wrote before its deadline is what explains the deadline.
            while (await stream.ReadAsync(buffer, CancellationToken.None) is var read and > 0)
            {
                Add(buffer.AsSpan(0, read));
                if (!cancellationToken.IsCancellationRequested) Tell(buffer, read);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The process is gone, and its pipe with it.
        }
    }

    /// <summary>Valid text whatever the bytes were: what is no UTF-8 becomes U+FFFD.</summary>
    public string Text(bool overflowed)
    {
        lock (_lock)
        {
            var head = _head.AsSpan(0, _inHead);
            var tail = Tail();
            var omitted = _inTail - tail.Length;
            var end = overflowed ? $"\n[tandem: ended after {MaxBytes >> 20} MiB of output]\n" : "";
            if (omitted == 0) return Encoding.UTF8.GetString([.. head, .. tail]) + end;
            return $"{Encoding.UTF8.GetString(DropPartial(head))}\n[… {omitted:#,0} bytes left out …]\n{Encoding.UTF8.GetString(SkipPartial(tail))}{end}";
        }
    }

    /// <summary>The cut may fall inside a character.</summary>
    private static ReadOnlySpan<byte> SkipPartial(ReadOnlySpan<byte> bytes)
    {
        var skip = 0;
        while (skip < Math.Min(3, bytes.Length) && (bytes[skip] & 0xC0) == 0x80) skip++;
        return bytes[skip..];
    }

    private static ReadOnlySpan<byte> DropPartial(ReadOnlySpan<byte> bytes)
    {
        for (var i = 1; i <= Math.Min(3, bytes.Length); i++)
        {
            // A lead byte this near the end announces more bytes than there are.
            if (bytes[^i] >= 0xC0) return i < (bytes[^i] >= 0xF0 ? 4 : bytes[^i] >= 0xE0 ? 3 : 2) ? bytes[..^i] : bytes;
        }
        return bytes;
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            _total += bytes.Length;
            if (_total > MaxBytes) _overflowed.TrySetResult();
            var toHead = Math.Min(bytes.Length, HeadBytes - _inHead);
            bytes[..toHead].CopyTo(_head.AsSpan(_inHead));
            _inHead += toHead;
            bytes = bytes[toHead..];
            var place = (int)(_inTail % TailBytes);
            var first = Math.Min(bytes.Length, TailBytes - place);
            bytes[..first].CopyTo(_tail.AsSpan(place));
            bytes[first..].CopyTo(_tail);
            _inTail += bytes.Length;
        }
    }

    private byte[] Tail()
    {
        if (_inTail <= TailBytes) return _tail[..(int)_inTail];
        var place = (int)(_inTail % TailBytes);
        return [.. _tail.AsSpan(place), .. _tail.AsSpan(0, place)];
    }

    private void Tell(byte[] buffer, int length)
    {
        if (onOutput is null) return;
        var text = new char[length + 2];
        var written = _decoder.GetChars(buffer.AsSpan(0, length), text, flush: false);
        if (written > 0) onOutput(new string(text, 0, written));
    }
}
