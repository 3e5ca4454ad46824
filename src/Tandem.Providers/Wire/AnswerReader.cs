using Tandem.Providers.Chat;
using Tandem.Routing.Prices;

namespace Tandem.Providers.Wire;

/// <summary>Reads an answer in a dialect into canonical events. The finish is kept until the stream's end, as usage may still follow.</summary>
internal abstract class AnswerReader
{
    public TokenUsage Usage { get; protected set; }

    public bool HasUsage { get; protected set; }

    public FinishReason Finish { get; protected set; }

    public string? StopSequence { get; protected set; }

    /// <summary>The dialect's terminator was read.</summary>
    public bool Ended { get; protected set; }

    /// <summary>Adds what one event of a stream says.</summary>
    /// <exception cref="System.Text.Json.JsonException">It is not JSON of the expected shape.</exception>
    /// <exception cref="UpstreamException">It is an error.</exception>
    public abstract void Read(ReadOnlySpan<byte> data, List<ChatEvent> events);

    /// <summary>Adds what an answer says that came whole.</summary>
    public abstract void ReadWhole(ReadOnlySpan<byte> body, List<ChatEvent> events);

    protected void Count(TokenUsage usage)
    {
        Usage = usage;
        HasUsage = true;
    }

    /// <summary>Bytes of model output in an event.</summary>
    public static int OutputBytes(ChatEvent piece) => piece switch
    {
        TextEvent text => System.Text.Encoding.UTF8.GetByteCount(text.Text),
        ReasoningEvent reasoning => System.Text.Encoding.UTF8.GetByteCount(reasoning.Text),
        ToolCallStartedEvent call => System.Text.Encoding.UTF8.GetByteCount(call.Name),
        ToolCallArgumentsEvent arguments => System.Text.Encoding.UTF8.GetByteCount(arguments.Fragment),
        _ => 0,
    };
}
