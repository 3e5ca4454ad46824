using Tandem.Providers.Chat;
using Tandem.Routing.Prices;

namespace Tandem.Providers;

/// <summary>A piece of an answer on its way to the client: bytes in the client's dialect and what they mean.</summary>
/// <remarks>A struct, so that relaying a chunk makes no object. <see cref="Bytes"/> are valid until the next frame is asked for.</remarks>
public readonly record struct RelayFrame
{
    public FrameKinds Kinds { get; init; }

    /// <summary>What the client is sent; empty for <see cref="Dialect.Native"/>.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The same for an in-process caller (<see cref="Dialect.Native"/>), else null.</summary>
    public ChatEvent? Event { get; init; }

    /// <summary>With <see cref="FrameKinds.Usage"/>: the upstream's count so far.</summary>
    public TokenUsage Usage { get; init; }

    /// <summary>With <see cref="FrameKinds.Progress"/>: bytes of model output in this frame, by which an answer without usage is counted.</summary>
    public int OutputBytes { get; init; }

    /// <summary>With <see cref="FrameKinds.Progress"/>: events of the stream that carried model output; most upstreams send one a token.</summary>
    public int OutputPieces { get; init; }

    /// <summary>With <see cref="FrameKinds.Terminal"/>: why the model stopped.</summary>
    public FinishReason Finish { get; init; }
}
