using System.Runtime.CompilerServices;
using Tandem.Providers.Chat;

namespace Tandem.Providers;

/// <summary>Frames of a <see cref="Dialect.Native"/> request as events.</summary>
public static class RelayFrames
{
    /// <summary>The events, the upstream's count before the last.</summary>
    public static async IAsyncEnumerable<ChatEvent> ReadEventsAsync(
        this IAsyncEnumerable<RelayFrame> frames, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var frame in frames.WithCancellation(cancellationToken))
        {
            if ((frame.Kinds & FrameKinds.Terminal) != 0 && (frame.Kinds & FrameKinds.Usage) != 0) yield return new UsageEvent(frame.Usage);
            if (frame.Event is { } piece) yield return piece;
        }
    }
}
