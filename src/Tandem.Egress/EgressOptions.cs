using System.Security.Cryptography.X509Certificates;

namespace Tandem.Egress;

/// <summary>How the gate connects; from the administrator's configuration only.</summary>
public sealed record EgressOptions
{
    /// <summary>An HTTP proxy for every connection, or null. The environment's proxy variables are not read.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Roots to trust instead of the system's, for servers with a company's own certificates; empty = the system's.</summary>
    public IReadOnlyList<X509Certificate2> TrustedRoots { get; init; } = [];

    /// <summary>A pooled connection is closed after this time, so that changes of addresses are seen.</summary>
    public TimeSpan ConnectionLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A pooled connection without use is closed after this time.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Only a last bound: <c>max_concurrency</c> of the models counts requests, and queues them fairly.</summary>
    public int MaxConnectionsPerServer { get; init; } = 10_000;

    /// <summary>Key of the secrets' placeholders, so that they are stable; empty = a new one for this process.</summary>
    public byte[] PlaceholderKey { get; init; } = [];
}
