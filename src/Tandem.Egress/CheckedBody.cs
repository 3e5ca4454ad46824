using System.Net;
using System.Net.Http.Headers;

namespace Tandem.Egress;

/// <summary>The bytes that were checked, which are those that are sent; tells when they start and when they are gone.</summary>
internal sealed class CheckedBody : HttpContent
{
    private readonly ReadOnlyMemory<byte> body;
    private readonly Action onProgress;

    public CheckedBody(ReadOnlyMemory<byte> body, MediaTypeHeaderValue? type, Action onProgress)
    {
        this.body = body;
        this.onProgress = onProgress;
        Headers.ContentType = type;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        onProgress();
        await stream.WriteAsync(body, cancellationToken);
        onProgress();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
