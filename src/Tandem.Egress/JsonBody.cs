using System.Net;
using System.Net.Http.Headers;

namespace Tandem.Egress;

/// <summary>A JSON body whose bytes the gate reads without a copy.</summary>
public sealed class JsonBody : HttpContent
{
    public JsonBody(ReadOnlyMemory<byte> bytes)
    {
        Bytes = bytes;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(Bytes).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = Bytes.Length;
        return true;
    }
}
