using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Tandem.Providers.Chat;
using Tandem.Routing.Prices;

namespace Tandem.Providers.Wire;

/// <summary>Turns canonical events into frames of the client's dialect: as they come for a stream, at the end for a whole answer, as they are in process.</summary>
internal sealed class EventSink
{
    private readonly AnswerHead head;
    private readonly ModelRequest request;
    private readonly ClientDialect? dialect;
    private readonly AnswerWriter? writer;
    private readonly ArrayBufferWriter<byte> output = new(1_024);
    private readonly Queue<RelayFrame> frames = new();
    private readonly ChatAnswer answer = new();
    private bool frameTaken;
    private bool outputSeen;
    private int unsentOutput;
    private int unsentPieces;

    public EventSink(ModelRequest request, AnswerHead head)
    {
        this.head = head;
        this.request = request;
        if (request.Dialect == Dialect.Native) return;
        dialect = WireDialects.Of(request.Dialect);
        if (request.Outline.Stream) writer = dialect.CreateWriter(head, request);
    }

    /// <returns>Bytes of model output in the events.</returns>
    public int Add(List<ChatEvent> events)
    {
        Recycle();
        var (bytes, kinds) = (0, FrameKinds.None);
        foreach (var piece in events)
        {
            var size = AnswerReader.OutputBytes(piece);
            var kind = (size > 0 ? FrameKinds.Progress : FrameKinds.None) | (piece is ToolCallStartedEvent or ToolCallArgumentsEvent ? FrameKinds.ToolCall : FrameKinds.None);
            (bytes, kinds) = (bytes + size, kinds | kind);
            if (dialect is null) frames.Enqueue(new RelayFrame { Kinds = kind, Event = piece, OutputBytes = size, OutputPieces = size > 0 ? 1 : 0 });
            else if (writer is not null) writer.Write(piece, output);
            answer.Add(piece);
        }

        unsentOutput += bytes;
        unsentPieces += bytes > 0 ? 1 : 0;
        if (bytes > 0) outputSeen = true;
        if (writer is not null && outputSeen && output.WrittenCount > 0)
        {
            frames.Enqueue(new RelayFrame { Kinds = kinds, Bytes = output.WrittenMemory, OutputBytes = unsentOutput, OutputPieces = unsentPieces });
            (unsentOutput, unsentPieces) = (0, 0);
        }

        return bytes;
    }

    /// <summary>Frames that may be relayed now; none before the first output.</summary>
    public bool TryTake([NotNullWhen(true)] out RelayFrame frame)
    {
        frame = default;
        if (dialect is null && !outputSeen) return false;
        if (!frames.TryDequeue(out frame)) return false;
        frameTaken = true;
        return true;
    }

    /// <summary>The terminal frame. Events of an answer without any output go with it, the finish last.</summary>
    public RelayFrame End(AnswerReader reader) => End(reader.HasUsage ? reader.Usage : null, reader.Finish, reader.StopSequence);

    /// <param name="usage">Null = the model counted nothing.</param>
    /// <param name="pSuccess">How likely the model says the answer is right; null = it does not know.</param>
    public RelayFrame End(TokenUsage? usage, FinishReason finish, string? stopSequence, double? pSuccess = null)
    {
        Recycle();
        if (usage is { } counted) answer.Add(new UsageEvent(counted));
        var finished = new FinishedEvent(finish, stopSequence) { PSuccess = pSuccess };
        answer.Add(finished);
        if (writer is not null) writer.WriteEnd(answer, output);
        return new RelayFrame
        {
            Kinds = FrameKinds.Terminal | (usage is not null ? FrameKinds.Usage : FrameKinds.None),
            Bytes = dialect is null ? default : writer is null ? dialect.WriteWhole(head, request, answer) : output.WrittenMemory,
            Event = dialect is null ? finished : null,
            Usage = usage ?? default,
            OutputBytes = dialect is not null && writer is null ? unsentOutput : 0,
            OutputPieces = dialect is not null && writer is null ? unsentPieces : 0,
            Finish = finish,
        };
    }

    /// <summary>Bytes that were taken are the reader's until it asks again; now they may be written over.</summary>
    private void Recycle()
    {
        if (!frameTaken || writer is null) return;
        output.ResetWrittenCount();
        frameTaken = false;
    }
}
