using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Tandem.Egress;

/// <summary>Opens a connection: resolves, checks the address that is really used, connects and, for https, shakes hands, all before the connect deadline.</summary>
internal sealed class EgressConnector(EgressOptions options, TimeProvider time)
{
    /// <summary>Bounds what the kernel takes from an upstream whose client does not read.</summary>
    private const int KernelBuffer = 256 * 1024;

    public static readonly HttpRequestOptionsKey<EgressPass> PassKey = new("tandem.pass");

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        context.InitialRequestMessage.Options.TryGetValue(PassKey, out var pass);
        var target = $"{context.DnsEndPoint.Host}:{context.DnsEndPoint.Port}";
        using var deadline = new CancellationTokenSource(pass?.Deadlines.Connect ?? TimeSpan.FromSeconds(5), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = KernelBuffer };
        try
        {
            var addresses = await AllowedAddressesAsync(context.DnsEndPoint.Host, pass, either.Token);
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, either.Token);
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            return context.InitialRequestMessage.RequestUri!.Scheme == Uri.UriSchemeHttps && options.Proxy is null
                ? await SecureAsync(stream, context.DnsEndPoint.Host, either.Token)
                : stream;
        }
        catch (Exception error)
        {
            socket.Dispose();
            if (error is EgressFailedException or EgressRefusedException) throw;
            cancellationToken.ThrowIfCancellationRequested();
            throw deadline.IsCancellationRequested
                ? new EgressFailedException(EgressFailure.Connect, $"{target} did not take the connection before the connect deadline; check that the server runs and is reachable.")
                : error is AuthenticationException
                ? new EgressFailedException(EgressFailure.Certificate, $"{target} has no valid certificate for this name; correct base_url or trust its root.", error)
                : new EgressFailedException(EgressFailure.Connect, $"{target} cannot be reached; check that the server runs and that base_url is right.", error);
        }
    }

    private static async Task<IPAddress[]> AllowedAddressesAsync(string host, EgressPass? pass, CancellationToken cancellationToken)
    {
        var resolved = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        var allowPrivate = pass is { Zone: Routing.Zone.Local } or { AllowPrivateAddress: true };
        IPAddress[] allowed = [.. resolved.Where(address => !PrivateAddresses.IsLinkLocal(address) && (allowPrivate || !PrivateAddresses.Contains(address)))];
        return allowed.Length > 0 || resolved.Length == 0
            ? allowed
            : throw new EgressRefusedException("private-address",
                $"'{host}' leads to a private address, which is allowed only for models of the local zone; set 'zone: local' if the server is yours.");
    }

    private async Task<Stream> SecureAsync(Stream stream, string host, CancellationToken cancellationToken)
    {
        var secure = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = host,
                ApplicationProtocols = [SslApplicationProtocol.Http11],
                CertificateChainPolicy = ChainPolicy(),
            }, cancellationToken);
            return secure;
        }
        catch
        {
            await secure.DisposeAsync();
            throw;
        }
    }

    private X509ChainPolicy? ChainPolicy()
    {
        if (options.TrustedRoots.Count == 0) return null;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(options.TrustedRoots.ToArray());
        return policy;
    }
}
