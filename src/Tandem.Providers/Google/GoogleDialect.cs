using System.Globalization;
using System.Text;
using Tandem.Providers.Chat;
using Tandem.Providers.Embeddings;
using Tandem.Providers.Wire;

namespace Tandem.Providers.Google;

/// <summary>Google generateContent, Gemini API.</summary>
internal sealed class GoogleDialect : WireDialect
{
    public override Dialect Dialect => Dialect.Google;

    public override Uri Address(ModelOptions model, bool stream) => Address(model, stream ? "streamGenerateContent?alt=sse" : "generateContent");

    /// <summary>Where the API has an operation of a model.</summary>
    public static Uri Address(ModelOptions model, string operation)
    {
        var root = model.BaseUrl!.AbsoluteUri.TrimEnd('/');
        var version = model.BaseUrl.AbsolutePath.Trim('/').Length == 0 ? "/v1beta" : "";
        return new Uri($"{root}{version}/models/{Uri.EscapeDataString(model.UpstreamName)}:{operation}");
    }

    public override void Authorize(HttpRequestMessage message, ModelOptions model, ModelRequest request)
    {
        if (model.ApiKey is { } key) message.Headers.TryAddWithoutValidation("x-goog-api-key", key.Reveal());
    }

    public override byte[] Splice(ModelRequest request, ModelOptions model, int maxOutputTokens)
    {
        var map = request.Outline.Splice;
        var splice = new BodySplice(request.Body);
        if (map.InnerObjectStart > 0) splice.Cap(map.MaxOutputTokens, request.Outline.MaxOutputTokens, maxOutputTokens, map.InnerObjectStart, "maxOutputTokens");
        else splice.Insert(map.ObjectStart, "generationConfig", $$"""{"maxOutputTokens":{{maxOutputTokens.ToString(CultureInfo.InvariantCulture)}}}""");
        return splice.ToBytes();
    }

    public override byte[] WriteRequest(ChatRequest chat, ModelOptions model, AttemptContext attempt) =>
        WireJson.Write(GoogleRequestWriter.Write(chat, model, attempt), GoogleJson.Default.GoogleRequest);

    public override EmbeddingWire Embeddings { get; } = new GoogleEmbeddings();

    public override AnswerTap CreateTap(RequestOutline outline) => new GoogleTap();

    public override AnswerReader CreateReader() => new GoogleReader();

    public override RequestOutline Scan(ReadOnlyMemory<byte> body, string? model, bool? stream) => GoogleOutline.Scan(body, model, stream);

    public override ChatRequest ReadRequest(ModelRequest request, Action<string> onDropped) => GoogleRequestReader.Read(request, onDropped);

    public override AnswerWriter CreateWriter(AnswerHead head, ModelRequest request) => new GoogleWriter(head);

    public override byte[] WriteWhole(AnswerHead head, ModelRequest request, ChatAnswer answer) => GoogleWriter.WriteWhole(head, answer);

    public override byte[] WriteError(WireError error) => WireJson.Write(new GoogleErrorBody(new GoogleError(error.Status, error.Message, error.Status switch
    {
        400 or 413 => "INVALID_ARGUMENT",
        401 => "UNAUTHENTICATED",
        402 => "FAILED_PRECONDITION",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        429 => "RESOURCE_EXHAUSTED",
        503 => "UNAVAILABLE",
        504 => "DEADLINE_EXCEEDED",
        _ => "INTERNAL",
    })), GoogleJson.Default.GoogleErrorBody);

    public override byte[] WriteStreamError(WireError error) => Encoding.UTF8.GetBytes($"data: {Encoding.UTF8.GetString(WriteError(error))}\n\n");
}
