using System.Text.Json;
using Tandem.Pipeline;
using Tandem.Providers;
using Tandem.Providers.Embeddings;

namespace Tandem.Server.Gateway.Ollama;

/// <summary>Writes answers of <c>/api/embed</c>.</summary>
internal sealed class EmbedFormat(ModelRequest request, Func<string> model) : IAnswerFormat
{
    public string ContentType => "application/json";

    public ReadOnlyMemory<byte> Write(in RelayFrame frame)
    {
        if (frame.Event is not EmbeddingsEvent { Vectors: var vectors })
            return default;
        var tokens = (frame.Kinds & FrameKinds.Usage) != 0 ? frame.Usage.InputTokens : RequestPipeline.CountTokens(request);
        return JsonSerializer.SerializeToUtf8Bytes(new EmbedAnswer(model(), vectors, tokens), ServerJson.Default.EmbedAnswer);
    }

    public ReadOnlyMemory<byte> StreamError(WireError error) => DialectDoor.StreamError(Dialect.Ollama, error);
}
