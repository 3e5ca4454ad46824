using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Providers;
using Tandem.Providers.Embeddings;
using Tandem.Server.Hosting;

namespace Tandem.Server.Gateway.OpenAI;

/// <summary>OpenAI embeddings.</summary>
internal sealed class EmbeddingsEndpoint(CallFactory calls, AnswerRelay relay, ServerOptions options)
{
    private const string Path = "/v1/embeddings";

    public void Map(IEndpointRouteBuilder routes) => routes.MapRule("POST", Path, RouteAccess.Caller, Dialect.OpenAI, AnswerAsync);

    private async Task AnswerAsync(HttpContext http)
    {
        var body = await BoundedBody.ReadAsync(http.Request, options.MaxBodyBytes, http.RequestAborted);
        var wire = RequestBody.Read(body.Span, ServerJson.Default.EmbeddingsBody);
        if (wire.EncodingFormat is not (null or "float" or "base64"))
            throw new GatewayException(WireErrorKind.Invalid, "'encoding_format' must be 'float' or 'base64'.");
        var request = NativeRequest.Of(new EmbeddingRequest
        {
            Model = wire.Model ?? throw new GatewayException(WireErrorKind.Invalid, "'model' is missing; name a model or 'auto'."),
            Inputs = EmbeddingInputs.Read(wire.Input),
            Dimensions = EmbeddingInputs.Dimensions(wire.Dimensions),
            User = wire.User,
        });
        var life = RequestLife.Of(http);
        await relay.AnswerAsync(http, calls.Create(http, request, Path), new EmbeddingsFormat(request, wire.EncodingFormat == "base64", () => life.Model ?? request.Outline.Model));
    }
}
