using Tandem.Routing;

namespace Tandem.Egress;

/// <summary>Who sends what where: the facts by which the gate decides, and that its audit row keeps.</summary>
public sealed record EgressPass
{
    /// <summary>The configured model or service that is called, as users name it.</summary>
    public required string Destination { get; init; }

    public required Zone Zone { get; init; }

    public required DataClass DataClass { get; init; }

    /// <summary>What decided the class: <c>consent</c>, <c>private_paths: secrets/**</c>, <c>--model</c> …</summary>
    public required string ClassRule { get; init; }

    /// <summary>The request this belongs to, or null for a probe without user text.</summary>
    public string? RequestId { get; init; }

    public SecretHandling Secrets { get; init; } = SecretHandling.Redact;

    /// <summary>The user named this external model for this one message, knowing the text is not shareable. Logged; ends with the message.</summary>
    public bool Override { get; init; }

    public EgressDeadlines Deadlines { get; init; } = new();
}
