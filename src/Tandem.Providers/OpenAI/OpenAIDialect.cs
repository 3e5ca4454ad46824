using System.Text;
using Tandem.Providers.Chat;
using Tandem.Providers.Embeddings;
using Tandem.Providers.Wire;

namespace Tandem.Providers.OpenAI;

/// <summary>OpenAI chat completions, which Azure, vLLM, llama-server, LM Studio and OpenRouter serve too.</summary>
internal sealed class OpenAIDialect : WireDialect
{
    private const string AzureVersion = "2024-10-21"; // The first stable version with stream_options and json_schema.

    public override Dialect Dialect => Dialect.OpenAI;

    public override Uri Address(ModelOptions model, bool stream) => Address(model, "chat/completions");

    /// <summary>Where a provider's servers have an operation.</summary>
    public static Uri Address(ModelOptions model, string operation)
    {
        var root = model.BaseUrl!.AbsoluteUri.TrimEnd('/');
        if (model.Provider == ProviderKind.AzureOpenAI && !root.EndsWith("/openai/v1", StringComparison.Ordinal))
            return new Uri($"{root}/openai/deployments/{Uri.EscapeDataString(model.UpstreamName)}/{operation}?api-version={AzureVersion}");
        return new Uri(root + (model.BaseUrl.AbsolutePath.Trim('/').Length == 0 ? "/v1/" : "/") + operation);
    }

    public override void Authorize(HttpRequestMessage message, ModelOptions model, ModelRequest request)
    {
        if (model.ApiKey is not { } key) return;
        if (model.Provider == ProviderKind.AzureOpenAI) message.Headers.TryAddWithoutValidation("api-key", key.Reveal());
        else message.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key.Reveal());
    }

    public override byte[] Splice(ModelRequest request, ModelOptions model, int maxOutputTokens)
    {
        var (outline, map) = (request.Outline, request.Outline.Splice);
        var splice = new BodySplice(request.Body);
        splice.Replace(map.Model, BodySplice.Quote(model.UpstreamName));
        splice.Cap(map.MaxOutputTokens, outline.MaxOutputTokens, maxOutputTokens, map.ObjectStart,
            model.Provider == ProviderKind.OpenAICompatible ? "max_tokens" : "max_completion_tokens");
        if (outline.Stream && !outline.WantsUsage)
        {
            // Usage is asked for in any case, because it is what the request is charged by; the client does not see the extra chunk.
            const string Wanted = """{"include_usage":true}""";
            if (map.StreamOptions.Equals(default)) splice.Insert(map.ObjectStart, "stream_options", Wanted);
            else splice.Replace(map.StreamOptions, Wanted);
        }

        return splice.ToBytes();
    }

    public override byte[] WriteRequest(ChatRequest chat, ModelOptions model, AttemptContext attempt) =>
        WireJson.Write(OpenAIRequestWriter.Write(chat, model, attempt), OpenAIJson.Default.OpenAIRequest);

    public override EmbeddingWire Embeddings { get; } = new OpenAIEmbeddings();

    public override AnswerTap CreateTap(RequestOutline outline) => new OpenAITap(outline);

    public override AnswerReader CreateReader() => new OpenAIReader();

    public override RequestOutline Scan(ReadOnlyMemory<byte> body, string? model, bool? stream) => OpenAIOutline.Scan(body);

    public override ChatRequest ReadRequest(ModelRequest request, Action<string> onDropped) => OpenAIRequestReader.Read(request.Body.Span, onDropped);

    public override AnswerWriter CreateWriter(AnswerHead head, ModelRequest request) => new OpenAIWriter(head);

    public override byte[] WriteWhole(AnswerHead head, ModelRequest request, ChatAnswer answer) => OpenAIWriter.WriteWhole(head, answer);

    public override byte[] WriteError(WireError error) => WireJson.Write(new OpenAIErrorBody(new OpenAIError
    {
        Message = error.Message,
        Type = error.Status switch
        {
            401 => "authentication_error",
            402 => "insufficient_quota",
            403 => "permission_error",
            429 => "rate_limit_error",
            >= 500 => "server_error",
            _ => "invalid_request_error",
        },
        Code = error.Word,
    }), OpenAIJson.Default.OpenAIErrorBody);

    public override byte[] WriteStreamError(WireError error) => Encoding.UTF8.GetBytes($"data: {Encoding.UTF8.GetString(WriteError(error))}\n\n");
}
