using Tandem.Providers.Chat;
using Tandem.Providers.Wire;
using Tandem.Routing.Prices;

namespace Tandem.Providers;

/// <summary>Writes canonical events as an answer in the dialect of a request: for hosts that make an answer themselves.</summary>
/// <remarks>Bytes of a frame are valid until the next call. Not thread-safe.</remarks>
public sealed class AnswerEncoder
{
    private readonly EventSink _sink;

    /// <param name="model">The name that the client knows the answering model by.</param>
    public AnswerEncoder(ModelRequest request, string model, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(time);
        var now = time.GetUtcNow();
        _sink = new EventSink(request, new AnswerHead(Guid.CreateVersion7(now).ToString("N"), model, now, request.Outline.WantsUsage));
    }

    /// <summary>Frames for an event other than usage and finish; none where the answer is sent whole.</summary>
    public IEnumerable<RelayFrame> Write(ChatEvent piece)
    {
        _sink.Add([piece]);
        while (_sink.TryTake(out var frame))
            yield return frame;
    }

    /// <summary>The terminal frame.</summary>
    public RelayFrame End(TokenUsage usage, FinishReason finish) => _sink.End(usage, finish, stopSequence: null);
}
