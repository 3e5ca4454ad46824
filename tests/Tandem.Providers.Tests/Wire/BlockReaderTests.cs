using System.Text;
using CsCheck;
using Tandem.Providers.Wire;

namespace Tandem.Providers.Tests.Wire;

public sealed class BlockReaderTests
{
    private static readonly Gen<(string Data, int Kind)[]> Events =
        Gen.Select(Gen.Char["ab {}:é😀"[..8]].Array[1, 60].Select(chars => new string(chars).Replace("\uD83D", "x", StringComparison.Ordinal)), Gen.Int[0, 4]).Array[1, 12];

    [Fact]
    public void Cuts_the_same_events_however_they_are_packed() =>
        Gen.Select(Events, Gen.Bool, Gen.Int[1, 50], Gen.Bool).Sample((events, crlf, packet, ends) =>
        {
            var text = new StringBuilder();
            var expected = new List<string>();
            foreach (var (data, kind) in events)
            {
                if (kind == 0) text.Append(": comment\n\n");
                if (kind == 1) text.Append("event: x\n");
                if (kind == 2) text.Append("id: 7\ndata:").Append(data.TrimStart()).Append('\n');
                else text.Append("data: ").Append(data).Append('\n');
                if (kind == 3) text.Append("data: more\n");
                text.Append('\n');
                expected.Add((kind == 2 ? data.TrimStart() : data) + (kind == 3 ? "\nmore" : ""));
            }

            var whole = text.ToString();
            if (!ends) whole = whole[..^1]; // The last event's empty line is missing.
            if (crlf) whole = whole.ReplaceLineEndings("\r\n");
            var (raw, read) = Read(whole, packet, lines: false);
            Assert.Equal(expected.Where(data => data.Length > 0), read.Where(data => data.Length > 0));
            Assert.StartsWith(whole, raw, StringComparison.Ordinal);
        }, iter: 500);

    [Fact]
    public void Cuts_lines_with_and_without_a_last_end()
    {
        var (raw, read) = Read("{\"a\":1}\r\n\n{\"b\":2}", packet: 3, lines: true);
        Assert.Equal(["{\"a\":1}", "", "{\"b\":2}"], read);
        Assert.Equal("{\"a\":1}\r\n\n{\"b\":2}\n", raw);
    }

    [Fact]
    public void Grows_for_a_large_event_and_keeps_what_follows()
    {
        var large = new string('x', 200_000);
        var (_, read) = Read($"data: small\n\ndata: {large}\n\ndata: after\n\n", packet: 7_000, lines: false);
        Assert.Equal(["small", large, "after"], read);
    }

    [Fact]
    public void Refuses_an_event_without_an_end()
    {
        using var stream = new EndlessStream();
        using var reader = new BlockReader(stream, lines: false);
        Assert.Throws<UpstreamException>(() => reader.ReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult());
    }

    [Fact]
    public void Skips_a_byte_order_mark()
    {
        var (_, read) = Read("\uFEFFdata: a\n\n", packet: 100, lines: false);
        Assert.Equal(["a"], read);
    }

    private static (string Raw, List<string> Data) Read(string text, int packet, bool lines)
    {
        using var stream = new PacketStream(Encoding.UTF8.GetBytes(text), packet);
        using var reader = new BlockReader(stream, lines);
        var raw = new List<byte>();
        var data = new List<string>();
        while (reader.ReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult()) // Never really waits.
        {
            raw.AddRange(reader.Raw.Span);
            data.Add(Encoding.UTF8.GetString(reader.Data.Span));
        }

        return (Encoding.UTF8.GetString([.. raw]), data);
    }

    private sealed class PacketStream(byte[] bytes, int packet) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(packet, buffer.Length)], cancellationToken);
    }

    private sealed class EndlessStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'x');
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
