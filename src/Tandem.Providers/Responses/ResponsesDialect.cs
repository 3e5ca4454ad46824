using System.Buffers;
using Tandem.Providers.Chat;
using Tandem.Providers.OpenAI;
using Tandem.Providers.Wire;

namespace Tandem.Providers.Responses;

/// <summary>OpenAI responses: a door only. What comes in is translated; upstreams are called by their own dialects.</summary>
internal sealed class ResponsesDialect : ClientDialect
{
    private static readonly OpenAIDialect OpenAI = new();

    public override Dialect Dialect => Dialect.Responses;

    public override RequestOutline Scan(ReadOnlyMemory<byte> body, string? model, bool? stream) => ResponsesOutline.Scan(body);

    public override ChatRequest ReadRequest(ModelRequest request, Action<string> onDropped) => ResponsesRequestReader.Read(request.Body.Span, onDropped);

    public override AnswerWriter CreateWriter(AnswerHead head, ModelRequest request) => new ResponsesWriter(head, Wire(request));

    public override byte[] WriteWhole(AnswerHead head, ModelRequest request, ChatAnswer answer) => ResponsesWriter.WriteWhole(head, Wire(request), answer);

    public override byte[] WriteError(WireError error) => OpenAI.WriteError(error);

    public override byte[] WriteStreamError(WireError error)
    {
        var output = new ArrayBufferWriter<byte>();
        WireJson.WriteEvent(output, new ResponsesErrorEvent { SequenceNumber = int.MaxValue, Code = error.Word, Message = error.Message }, ResponsesJson.Default.ResponsesErrorEvent, "error");
        return output.WrittenSpan.ToArray();
    }

    /// <summary>An answer repeats parts of its request.</summary>
    private static ResponsesRequest Wire(ModelRequest request) => WireJson.ReadRequest(request.Body.Span, ResponsesJson.Default.ResponsesRequest);
}
