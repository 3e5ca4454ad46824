using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Tandem.Egress;
using Tandem.Pipeline.Errors;

namespace Tandem.Server.Hosting;

/// <summary>Where the server listens, and with which bounds.</summary>
internal static class Listeners
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromMinutes(2);

    /// <summary>A body slower than this after its grace is a client that only holds a connection.</summary>
    private static readonly MinDataRate SlowestBody = new(bytesPerSecond: 1_024, gracePeriod: TimeSpan.FromSeconds(10));

    /// <summary>Bounds what the kernel takes of an answer whose client does not read: left to itself it takes megabytes, which the model's server was paid for.</summary>
    private const int KernelBuffer = 256 * 1024;

    /// <summary>Listeners take the bound, and hand it to the connections that they accept.</summary>
    public static void Configure(SocketTransportOptions transport) =>
        transport.CreateBoundListenSocket = endpoint => ListenSocket.WithSendBuffer(SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint), KernelBuffer);

    public static void Configure(KestrelServerOptions server, IEnumerable<Uri> urls, ServerOptions options)
    {
        server.AddServerHeader = false;
        server.Limits.MaxRequestBodySize = null; // Counted as it is read, and refused in the client's dialect.
        server.Limits.RequestHeadersTimeout = options.HeadersDeadline;
        server.Limits.KeepAliveTimeout = KeepAlive;
        server.Limits.MinRequestBodyDataRate = SlowestBody;
        server.Limits.MinResponseDataRate = null; // A stream may rest while its model thinks; a client that does not read has its own deadline.
        server.Limits.Http2.MaxStreamsPerConnection = 100;
        foreach (var url in urls)
            server.Listen(new IPEndPoint(AddressOf(url), url.Port));
    }

    /// <exception cref="RequestException">The address cannot be listened at.</exception>
    public static IPAddress AddressOf(Uri url)
    {
        if (url.Scheme != Uri.UriSchemeHttp)
            throw new RequestException(ErrorKind.Invalid, $"{url}: the server speaks http; put a proxy with a certificate before it for https.");
        if (url.Host == "localhost")
            return IPAddress.Loopback;
        return IPAddress.TryParse(url.Host.Trim('[', ']'), out var address)
            ? address
            : throw new RequestException(ErrorKind.Invalid, $"{url}: give an address, such as http://127.0.0.1:4747, or http://0.0.0.0:4747 for every interface.");
    }
}
