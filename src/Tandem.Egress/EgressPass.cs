using Tandem.Egress.Secrets;
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

    /// <summary>Told which secret each placeholder stands for; null = nobody puts them back.</summary>
    public SecretPlaceholders? Placeholders { get; init; }

    /// <summary>The user named this external model for this one message, knowing the text is not shareable. Logged; ends with the message.</summary>
    public bool Override { get; init; }

    /// <summary>
    /// The destination may have a private or loopback address although its zone is external. A local zone always may; the endpoint sets it where the
    /// administrator's own base URL names such an address literally.
    /// </summary>
    public bool AllowPrivateAddress { get; init; }

    /// <summary>The answer comes whole, so that its headers come when it is done: they are waited for until the first token's deadline, if that is later.</summary>
    public bool WholeAnswer { get; init; }

    public EgressDeadlines Deadlines { get; init; } = new();
}
