using System.Buffers;

namespace Tandem.Providers.Wire;

/// <summary>Cuts a stream into blocks: SSE events, or lines of NDJSON. A block is its bytes as they came, and the data in it.</summary>
/// <remarks>Takes LF and CR LF, comments, events over several packets, and a last event without its empty line. Bounded by <see cref="MaxBlockBytes"/>.</remarks>
internal sealed class BlockReader(Stream stream, bool lines) : IDisposable
{
    public const int MaxBlockBytes = 16 * 1024 * 1024;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private ArrayBufferWriter<byte>? joined;
    private int start;
    private int scanned;
    private int looked;
    private int end;
    private int dataStart;
    private int dataLength;
    private int dataLines;
    private bool began;
    private bool ended;

    /// <summary>The block's bytes, line ends included; valid until the next read.</summary>
    public ReadOnlyMemory<byte> Raw { get; private set; }

    /// <summary>The event's data without its field names, or the line; empty for a comment or an empty line.</summary>
    public ReadOnlyMemory<byte> Data { get; private set; }

    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="UpstreamException">A block is larger than the bound.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        start = scanned;
        (dataLength, dataLines) = (0, 0);
        joined?.ResetWrittenCount();
        while (true)
        {
            if (TryCut()) return true;
            if (ended) return TakeRest();
            MakeRoom();
            var read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
            if (read == 0) ended = true;
            end += read;
            SkipByteOrderMark();
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    private bool TryCut()
    {
        while (true)
        {
            var from = Math.Max(scanned, looked);
            var at = buffer.AsSpan(from, end - from).IndexOf((byte)'\n');
            looked = end; // What was looked at is not looked at again when a line comes in many packets.
            if (at < 0) return false;
            var length = from + at - scanned;
            looked = from + at + 1;
            var line = buffer.AsSpan(scanned, length);
            var lineStart = scanned;
            scanned += length + 1;
            if (line.Length > 0 && line[^1] == '\r') line = line[..^1];
            if (lines) return Take(lineStart, line.Length);
            if (line.IsEmpty) return Take(dataStart, dataLength);
            if (line.StartsWith("data:"u8)) AddData(lineStart + 5, line.Length - 5);
        }
    }

    private void AddData(int at, int length)
    {
        if (length > 0 && buffer[at] == ' ') (at, length) = (at + 1, length - 1);
        dataLines++;
        if (dataLines == 1)
        {
            (dataStart, dataLength) = (at - start, length); // Relative: the buffer may move before the block is whole.
            return;
        }

        joined ??= new ArrayBufferWriter<byte>();
        if (dataLines == 2) joined.Write(buffer.AsSpan(start + dataStart, dataLength));
        joined.Write("\n"u8);
        joined.Write(buffer.AsSpan(at, length));
    }

    private bool Take(int dataAt, int length)
    {
        Raw = buffer.AsMemory(start, scanned - start);
        Data = dataLines > 1 ? joined!.WrittenMemory : lines ? buffer.AsMemory(dataAt, length) : dataLines == 0 ? default : buffer.AsMemory(start + dataAt, length);
        return true;
    }

    /// <summary>A last event or line whose end is missing is an event all the same; what is relayed gets the missing end.</summary>
    private bool TakeRest()
    {
        if (scanned == end && dataLines == 0) return false;
        if (end + 4 > buffer.Length) Grow();
        buffer[end++] = (byte)'\n';
        if (!lines) buffer[end++] = (byte)'\n';
        if (!lines && scanned == end - 2) end--; // Only the empty line was missing.
        return TryCut();
    }

    private void MakeRoom()
    {
        if (end < buffer.Length) return;
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (scanned, looked, end, start) = (scanned - start, looked - start, end - start, 0);
            return;
        }

        Grow();
    }

    private void Grow()
    {
        if (buffer.Length >= MaxBlockBytes) throw new UpstreamException(UpstreamError.Malformed, "The upstream sent a single event of more than 16 MiB.");
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }

    private void SkipByteOrderMark()
    {
        if (began || end < 3) return;
        began = true;
        if (buffer.AsSpan(0, 3).SequenceEqual("\uFEFF"u8)) start = scanned = 3;
    }
}
