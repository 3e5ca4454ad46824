using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Providers;
using Tandem.Providers.Embeddings;
using Tandem.Server.Hosting;

namespace Tandem.Server.Gateway.Ollama;

/// <summary>Ollama embed. An empty input loads a model at Ollama; here it is answered at once.</summary>
internal sealed class EmbedEndpoint(CallFactory calls, AnswerRelay relay, ModelNames names, ServerOptions options)
{
    private const string Path = "/api/embed";

    public void Map(IEndpointRouteBuilder routes) => routes.MapRule("POST", Path, RouteAccess.Caller, Dialect.Ollama, AnswerAsync);

    private async Task AnswerAsync(HttpContext http)
    {
        var body = await BoundedBody.ReadAsync(http.Request, options.MaxBodyBytes, http.RequestAborted);
        var wire = RequestBody.Read(body.Span, ServerJson.Default.EmbedBody);
        var model = wire.Model ?? throw new GatewayException(WireErrorKind.Invalid, "'model' is missing; name a model or 'auto'.");
        if (IsEmpty(wire.Input))
        {
            names.Resolve(model);
            await JsonAnswer.WriteAsync(http, new EmbedAnswer(model, [], PromptEvalCount: 0), ServerJson.Default.EmbedAnswer);
            return;
        }

        var request = NativeRequest.Of(new EmbeddingRequest
        {
            Model = model,
            Inputs = EmbeddingInputs.Read(wire.Input),
            Truncate = wire.Truncate ?? true,
            Dimensions = EmbeddingInputs.Dimensions(wire.Dimensions),
        });
        var life = RequestLife.Of(http);
        await relay.AnswerAsync(http, calls.Create(http, request, Path), new EmbedFormat(request, () => life.Model ?? model));
    }

    private static bool IsEmpty(JsonElement input) => input.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => true,
        JsonValueKind.Array => input.GetArrayLength() == 0,
        JsonValueKind.String => input.ValueEquals(""),
        _ => false,
    };
}
