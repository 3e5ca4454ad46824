using Tandem.Providers.Chat;

namespace Tandem.Providers;

/// <summary>One request as it came through a door: the body's bytes and what one scan found in them.</summary>
public sealed record ModelRequest
{
    public required Dialect Dialect { get; init; }

    /// <summary>The client's body, unchanged; empty for <see cref="Dialect.Native"/>.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The request itself where the caller is in this process (<see cref="Dialect.Native"/>), else null.</summary>
    public ChatRequest? Chat { get; init; }

    public required RequestOutline Outline { get; init; }
}
