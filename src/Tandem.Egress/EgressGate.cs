using System.Net;
using System.Security.Cryptography;
using Tandem.Egress.Secrets;
using Tandem.Routing;

namespace Tandem.Egress;

/// <summary>The gate: one handler, one pool of connections, one place that decides.</summary>
/// <remarks>Redirects are not followed, cookies not kept, the environment's proxy not used, bodies not unpacked. HTTP/1.1, so that closing a connection ends what is paid for.</remarks>
public sealed class EgressGate : IEgressGate, IDisposable
{
    private readonly HttpMessageInvoker client;
    private readonly IEgressAudit audit;
    private readonly TimeProvider time;
    private readonly Lazy<SecretRedactor> redactor;

    /// <param name="time">Runs the connect and headers deadlines.</param>
    public EgressGate(EgressOptions options, IEgressAudit audit, TimeProvider time)
    {
        this.audit = audit;
        this.time = time;
        redactor = new(() => new SecretRedactor(
            new SecretScanner(SecretRules.Load()),
            options.PlaceholderKey.Length > 0 ? options.PlaceholderKey : RandomNumberGenerator.GetBytes(32)));
        var connector = new EgressConnector(options, time);
        client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = options.Proxy is not null,
            Proxy = options.Proxy is null ? null : new WebProxy(options.Proxy),
            PooledConnectionLifetime = options.ConnectionLifetime,
            PooledConnectionIdleTimeout = options.IdleTimeout,
            MaxConnectionsPerServer = options.MaxConnectionsPerServer,
            MaxResponseHeadersLength = 64,
            MaxResponseDrainSize = 1_024, // The end of a whole answer is taken in, so that the connection can be kept; an answer that is left is closed.
            ResponseDrainTimeout = TimeSpan.FromMilliseconds(50),
            ConnectCallback = connector.ConnectAsync,
            ActivityHeadersPropagator = null, // Trace headers are not on the list of what goes out; without them a request takes no detour.
        });
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, EgressPass pass, CancellationToken cancellationToken)
    {
        var body = message.Content switch
        {
            null => ReadOnlyMemory<byte>.Empty,
            JsonBody json => json.Bytes, // As it is: a long prompt is not copied.
            { } content => await content.ReadAsByteArrayAsync(cancellationToken),
        };
        body = await CheckAsync(message, pass, body, cancellationToken);

        using var deadline = new HeadersDeadline(pass, time, cancellationToken);
        message.Version = HttpVersion.Version11;
        message.Options.Set(EgressConnector.PassKey, pass);
        if (message.Content is not null)
        {
            var type = message.Content.Headers.ContentType;
            message.Content.Dispose();
            message.Content = new CheckedBody(body, type, deadline.Restart);
        }

        try { return await client.SendAsync(message, deadline.Token); }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Explain(error, message.RequestUri!, deadline.Passed);
        }
    }

    public void Dispose() => client.Dispose();

    private async Task<ReadOnlyMemory<byte>> CheckAsync(HttpRequestMessage message, EgressPass pass, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (pass is { Zone: Zone.External, DataClass: DataClass.Private, Override: false })
        {
            await AuditAsync(message, pass, "refused", ["zone"], default, cancellationToken);
            throw new EgressRefusedException("zone",
                $"'{pass.Destination}' is external and the text is private ({pass.ClassRule}). Use a local model, or allow it: tandem privacy allow.");
        }

        IReadOnlyList<string> secrets = [];
        if (pass.Zone == Zone.External && body.Length > 0 && (secrets = redactor.Value.Scan(body.Span, out var redacted, pass.Placeholders)).Count > 0)
        {
            if (pass.Secrets == SecretHandling.Block)
            {
                await AuditAsync(message, pass, "refused", secrets, default, cancellationToken);
                throw new EgressRefusedException(secrets[0],
                    $"The text for '{pass.Destination}' holds what looks like a secret (rule {string.Join(", ", secrets)}). Remove it, or set privacy.secrets: redact.");
            }

            body = redacted;
        }

        await AuditAsync(message, pass, secrets.Count > 0 ? "redacted" : "allowed", secrets, body, cancellationToken);
        return body;
    }

    private ValueTask AuditAsync(
        HttpRequestMessage message, EgressPass pass, string verdict, IReadOnlyList<string> rules, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        audit.WriteAsync(new EgressAuditEntry
        {
            Time = time.GetUtcNow(),
            RequestId = pass.RequestId,
            Destination = pass.Destination,
            Address = message.RequestUri!.GetLeftPart(UriPartial.Authority),
            Zone = pass.Zone,
            DataClass = pass.DataClass,
            ClassRule = pass.ClassRule,
            Override = pass.Override,
            Verdict = verdict,
            Rules = rules,
            BodyHash = body.Length == 0 ? "" : Convert.ToHexStringLower(SHA256.HashData(body.Span)),
            BodyBytes = body.Length,
        }, cancellationToken);

    private static Exception Explain(Exception error, Uri address, bool deadlinePassed)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is EgressFailedException failed) return new EgressFailedException(failed.Failure, failed.Message, error);
            if (cause is EgressRefusedException refused) return refused;
        }

        var target = address.GetLeftPart(UriPartial.Authority);
        if (deadlinePassed)
            return new EgressFailedException(EgressFailure.HeadersDeadline, $"{target} took the request and sent no headers before the deadline.", error);
        return error switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
                new EgressFailedException(EgressFailure.Certificate, $"{target} has no valid certificate for this name; correct base_url or trust its root.", error),
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.ProxyTunnelError } =>
                new EgressFailedException(EgressFailure.Connect, $"{target} cannot be reached; check that the server runs and that base_url is right.", error),
            HttpRequestException or IOException =>
                new EgressFailedException(EgressFailure.Reset, $"{target} closed the connection before it sent an answer.", error),
            _ => error,
        };
    }
}
