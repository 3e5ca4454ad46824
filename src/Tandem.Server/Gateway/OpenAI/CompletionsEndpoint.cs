using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Providers;
using Tandem.Server.Hosting;

namespace Tandem.Server.Gateway.OpenAI;

/// <summary>Text completions; with <c>suffix</c>, fill in the middle.</summary>
internal sealed class CompletionsEndpoint(CallFactory calls, AnswerRelay relay, ServerOptions options, TimeProvider time)
{
    private const string Path = "/v1/completions";

    public void Map(IEndpointRouteBuilder routes) => routes.MapRule("POST", Path, RouteAccess.Caller, Dialect.OpenAI, AnswerAsync);

    private async Task AnswerAsync(HttpContext http)
    {
        var body = await BoundedBody.ReadAsync(http.Request, options.MaxBodyBytes, http.RequestAborted);
        var wire = RequestBody.Read(body.Span, ServerJson.Default.CompletionRequest);
        var chat = FillInTheMiddle.Build(Prompt(wire.Prompt), wire.Suffix is { Length: > 0 } suffix ? suffix : null) with
        {
            Model = wire.Model ?? throw new GatewayException(WireErrorKind.Invalid, "'model' is missing; name a model or 'auto'."),
            Stream = wire.Stream == true,
            MaxOutputTokens = wire.MaxTokens is > 0 ? wire.MaxTokens : null,
            Temperature = wire.Temperature,
            TopP = wire.TopP,
            FrequencyPenalty = wire.FrequencyPenalty,
            PresencePenalty = wire.PresencePenalty,
            Seed = wire.Seed,
            Stop = Texts(wire.Stop),
            User = wire.User,
        };
        var call = calls.Create(http, NativeRequest.Of(chat), Path);
        if (wire.N is > 1) call.Dropped.Add("n");
        if (wire.Echo == true) call.Dropped.Add("echo");
        var life = RequestLife.Of(http);
        await relay.AnswerAsync(http, call, new CompletionFormat(
            "cmpl-" + life.Id.Value, time.GetUtcNow().ToUnixTimeSeconds(), chat.Stream, wire.StreamOptions?.IncludeUsage == true, () => life.Model ?? chat.Model));
    }

    private static string Prompt(JsonElement prompt) => prompt.ValueKind switch
    {
        JsonValueKind.String => prompt.GetString()!,
        JsonValueKind.Array when prompt.GetArrayLength() == 1 && prompt[0].ValueKind == JsonValueKind.String => prompt[0].GetString()!,
        _ => throw new GatewayException(WireErrorKind.Invalid, "'prompt' must be a text, or a list with one text."),
    };

    private static IReadOnlyList<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
        _ => [],
    };
}
