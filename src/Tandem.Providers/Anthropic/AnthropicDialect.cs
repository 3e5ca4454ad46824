using System.Text;
using Tandem.Providers.Chat;
using Tandem.Providers.Wire;

namespace Tandem.Providers.Anthropic;

/// <summary>Anthropic messages.</summary>
internal sealed class AnthropicDialect : WireDialect
{
    private const string Version = "2023-06-01";

    public override Dialect Dialect => Dialect.Anthropic;

    public override Uri Address(ModelOptions model, bool stream)
    {
        var root = model.BaseUrl!.AbsoluteUri.TrimEnd('/');
        return new Uri(root + (root.EndsWith("/v1", StringComparison.Ordinal) ? "/messages" : "/v1/messages"));
    }

    public override void Authorize(HttpRequestMessage message, ModelOptions model, ModelRequest request)
    {
        if (model.ApiKey is { } key) message.Headers.TryAddWithoutValidation("x-api-key", key.Reveal());
        var same = request.Dialect == Dialect.Anthropic;
        message.Headers.TryAddWithoutValidation("anthropic-version", same && request.Headers.TryGetValue("anthropic-version", out var version) ? version : Version);
        if (same && request.Headers.TryGetValue("anthropic-beta", out var beta)) message.Headers.TryAddWithoutValidation("anthropic-beta", beta);
    }

    public override byte[] Splice(ModelRequest request, ModelOptions model, int maxOutputTokens)
    {
        var map = request.Outline.Splice;
        var splice = new BodySplice(request.Body);
        splice.Replace(map.Model, BodySplice.Quote(model.UpstreamName));
        splice.Cap(map.MaxOutputTokens, request.Outline.MaxOutputTokens, maxOutputTokens, map.ObjectStart, "max_tokens");
        return splice.ToBytes();
    }

    public override byte[] WriteRequest(ChatRequest chat, ModelOptions model, AttemptContext attempt) =>
        WireJson.Write(AnthropicRequestWriter.Write(chat, model, attempt), AnthropicJson.Default.AnthropicRequest);

    public override AnswerTap CreateTap(RequestOutline outline) => new AnthropicTap();

    public override AnswerReader CreateReader() => new AnthropicReader();

    public override RequestOutline Scan(ReadOnlyMemory<byte> body, string? model, bool? stream) => AnthropicOutline.Scan(body);

    public override ChatRequest ReadRequest(ModelRequest request, Action<string> onDropped) => AnthropicRequestReader.Read(request.Body.Span, onDropped);

    public override AnswerWriter CreateWriter(AnswerHead head, ModelRequest request) => new AnthropicWriter(head);

    public override byte[] WriteWhole(AnswerHead head, ModelRequest request, ChatAnswer answer) => AnthropicWriter.WriteWhole(head, answer);

    public override byte[] WriteError(WireError error) => WireJson.Write(new AnthropicErrorBody("error", new AnthropicError(error.Kind switch
    {
        WireErrorKind.Unauthorized => "authentication_error",
        WireErrorKind.BudgetExceeded => "billing_error",
        WireErrorKind.PrivacyRefused or WireErrorKind.Forbidden => "permission_error",
        WireErrorKind.NotFound => "not_found_error",
        WireErrorKind.TooLarge => "request_too_large",
        WireErrorKind.RateLimited => "rate_limit_error",
        WireErrorKind.NoModel => "overloaded_error",
        WireErrorKind.UpstreamTimedOut => "timeout_error",
        WireErrorKind.Invalid or WireErrorKind.ContextLength or WireErrorKind.ContentFilter => "invalid_request_error",
        _ => "api_error",
    }, error.Message), error.RequestId), AnthropicJson.Default.AnthropicErrorBody);

    public override byte[] WriteStreamError(WireError error) => Encoding.UTF8.GetBytes($"event: error\ndata: {Encoding.UTF8.GetString(WriteError(error))}\n\n");
}
