namespace Tandem.Agent.Mcp;

/// <summary>Where one message of a stream ends.</summary>
internal enum MessageEnd
{
    /// <summary>At a line feed: stdio.</summary>
    Line,

    /// <summary>At an empty line: server-sent events.</summary>
    EmptyLine,

    /// <summary>At the end of the stream: one JSON body.</summary>
    Stream,
}

/// <summary>Reads what a server sends, and breaks off where one message, or all since the last call, is larger than a message may be: memory stays bounded whatever the server does.</summary>
internal sealed class BoundedStream(Stream inner, MessageEnd end, Action onBroken) : Stream
{
    public const int MaxMessageBytes = 8 * 1024 * 1024;
    public const long MaxBytesPerCall = 32L * 1024 * 1024;

    private long _message;
    private long _sinceCall;
    private bool _lineIsEmpty;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>A call begins: the server may answer anew.</summary>
    public void AllowMore() => Interlocked.Exchange(ref _sinceCall, 0);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        return Count(buffer.Span, read);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Count(buffer.AsSpan(offset, count), inner.Read(buffer, offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private int Count(Span<byte> buffer, int read)
    {
        foreach (var unit in buffer[..read])
        {
            _message++;
            if (unit == '\n')
            {
                if (end == MessageEnd.Line || (end == MessageEnd.EmptyLine && _lineIsEmpty))
                    _message = 0;
                _lineIsEmpty = true;
            }
            else if (unit != '\r')
            {
                _lineIsEmpty = false;
            }
        }

        if (_message <= MaxMessageBytes && Interlocked.Add(ref _sinceCall, read) <= MaxBytesPerCall)
            return read;
        onBroken();
        throw new IOException($"The MCP server sent more than {MaxMessageBytes / 1024 / 1024} MiB in one message, or {MaxBytesPerCall / 1024 / 1024} MiB for one call.");
    }
}
