namespace Tandem.Server;

/// <summary>How a server runs. Everything has a bound.</summary>
public sealed record ServerOptions
{
    /// <summary>Where it listens; null = <c>gateway.urls</c>. Port 0 = a free one.</summary>
    public IReadOnlyList<Uri>? Urls { get; init; }

    /// <summary>Largest request body in bytes; a larger one is answered with 413.</summary>
    public long MaxBodyBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>A client that has not sent its headers by then is let go.</summary>
    public TimeSpan HeadersDeadline { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A client that takes nothing of its answer for this long is let go.</summary>
    public TimeSpan WriteDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What answers under way are given to finish when the server stops; null = <c>gateway.drain_timeout</c>.</summary>
    public TimeSpan? DrainGrace { get; init; }

    /// <summary>How old the server's view of the virtual keys may be: a revoked key is dead after it at the latest.</summary>
    public TimeSpan KeyRefresh { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the answer to a request with an <c>Idempotency-Key</c> is kept.</summary>
    public TimeSpan OutcomeLife { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long a conversation is kept that a client goes on with by an id.</summary>
    public TimeSpan ConversationLife { get; init; } = TimeSpan.FromDays(30);
}
