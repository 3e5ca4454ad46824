using System.Globalization;
using System.Text.Json;
using Tandem.Providers.Chat;
using Tandem.Providers.Embeddings;
using Tandem.Providers.Wire;

namespace Tandem.Providers.Ollama;

/// <summary>Ollama chat: NDJSON, arguments as objects, no ids.</summary>
internal sealed class OllamaDialect : WireDialect
{
    public override Dialect Dialect => Dialect.Ollama;

    public override bool IsLineFramed => true;

    public override Uri Address(ModelOptions model, bool stream) => new(model.BaseUrl!.AbsoluteUri.TrimEnd('/') + "/api/chat");

    public override void Authorize(HttpRequestMessage message, ModelOptions model, ModelRequest request)
    {
        if (model.ApiKey is { } key) message.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key.Reveal()); // A proxy before it, or Ollama's cloud.
    }

    public override byte[] Splice(ModelRequest request, ModelOptions model, int maxOutputTokens)
    {
        var (outline, map) = (request.Outline, request.Outline.Splice);
        var splice = new BodySplice(request.Body);
        splice.Replace(map.Model, BodySplice.Quote(model.UpstreamName));
        var limit = Math.Min(outline.MaxOutputTokens ?? maxOutputTokens, maxOutputTokens);
        var context = OllamaContext.Size(outline.TextBytes, limit, model.ContextTokens).ToString(CultureInfo.InvariantCulture);
        if (map.InnerObjectStart == 0)
        {
            splice.Insert(map.ObjectStart, "options", $$"""{"num_predict":{{limit.ToString(CultureInfo.InvariantCulture)}},"num_ctx":{{context}}}""");
            return splice.ToBytes();
        }

        splice.Cap(map.MaxOutputTokens, outline.MaxOutputTokens, maxOutputTokens, map.InnerObjectStart, "num_predict");
        if (!StatesContext(request.Body.Span)) splice.Insert(map.InnerObjectStart, "num_ctx", context);
        return splice.ToBytes();
    }

    public override byte[] WriteRequest(ChatRequest chat, ModelOptions model, AttemptContext attempt) =>
        WireJson.Write(OllamaRequestWriter.Write(chat, model, attempt), OllamaJson.Default.OllamaRequest);

    public override EmbeddingWire Embeddings { get; } = new OllamaEmbeddings();

    public override AnswerTap CreateTap(RequestOutline outline) => new OllamaTap();

    public override AnswerReader CreateReader() => new OllamaReader();

    public override RequestOutline Scan(ReadOnlyMemory<byte> body, string? model, bool? stream) => OllamaOutline.Scan(body);

    public override ChatRequest ReadRequest(ModelRequest request, Action<string> onDropped) => OllamaRequestReader.Read(request.Body.Span, onDropped);

    public override AnswerWriter CreateWriter(AnswerHead head, ModelRequest request) => new OllamaWriter(head);

    public override byte[] WriteWhole(AnswerHead head, ModelRequest request, ChatAnswer answer) => OllamaWriter.WriteWhole(head, answer);

    public override byte[] WriteError(WireError error) => WireJson.Write(new OllamaErrorBody(error.Message), OllamaJson.Default.OllamaErrorBody);

    public override byte[] WriteStreamError(WireError error) => [.. WriteError(error), (byte)'\n'];

    private static bool StatesContext(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 64 });
        reader.Read();
        return ScanValue.Find(ref reader, "options"u8) && ScanValue.Find(ref reader, "num_ctx"u8);
    }
}
