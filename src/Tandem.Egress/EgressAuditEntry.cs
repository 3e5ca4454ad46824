using Tandem.Routing;

namespace Tandem.Egress;

/// <summary>Who sent what where, and why it was allowed. Holds no text and no key.</summary>
public sealed record EgressAuditEntry
{
    public required DateTimeOffset Time { get; init; }

    public required string? RequestId { get; init; }

    public required string Destination { get; init; }

    /// <summary>Scheme, host and port.</summary>
    public required string Address { get; init; }

    public required Zone Zone { get; init; }

    public required DataClass DataClass { get; init; }

    /// <summary>What decided the class.</summary>
    public required string ClassRule { get; init; }

    public required bool Override { get; init; }

    /// <summary><c>allowed</c>, <c>redacted</c> or <c>refused</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary>Rules that refused or redacted: <c>zone</c>, or names of secret rules.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>SHA-256 of the bytes that are sent, hex; empty where there is no body or nothing was sent.</summary>
    public string BodyHash { get; init; } = "";

    public long BodyBytes { get; init; }
}
