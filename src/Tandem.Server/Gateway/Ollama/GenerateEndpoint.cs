using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Providers;
using Tandem.Providers.Chat;
using Tandem.Server.Hosting;

namespace Tandem.Server.Gateway.Ollama;

/// <summary>Ollama generate: a prompt without a conversation; with <c>suffix</c>, fill in the middle.</summary>
internal sealed class GenerateEndpoint(CallFactory calls, AnswerRelay relay, LoadAnswer load, ServerOptions options, TimeProvider time)
{
    private const string Path = "/api/generate";

    public void Map(IEndpointRouteBuilder routes) => routes.MapRule("POST", Path, RouteAccess.Caller, Dialect.Ollama, AnswerAsync);

    private async Task AnswerAsync(HttpContext http)
    {
        var body = await BoundedBody.ReadAsync(http.Request, options.MaxBodyBytes, http.RequestAborted);
        var wire = RequestBody.Read(body.Span, ServerJson.Default.GenerateRequest);
        var model = wire.Model ?? throw new GatewayException(WireErrorKind.Invalid, "'model' is missing; name a model or 'auto'.");
        if (wire.Prompt is not { Length: > 0 } prompt)
        {
            await load.WriteAsync(http, model, isChat: false);
            return;
        }

        var chat = Request(wire, prompt) with
        {
            Model = model,
            Stream = wire.Stream != false,
            Format = wire.Format.ValueKind switch
            {
                JsonValueKind.String when wire.Format.GetString() is "json" => new ResponseFormat(Schema: null),
                JsonValueKind.Object => new ResponseFormat(wire.Format.GetRawText()),
                _ => null,
            },
            MaxOutputTokens = wire.Options?.NumPredict is > 0 ? wire.Options.NumPredict : null,
            Temperature = wire.Options?.Temperature,
            TopP = wire.Options?.TopP,
            TopK = wire.Options?.TopK,
            Seed = wire.Options?.Seed,
            Stop = wire.Options?.Stop ?? [],
        };
        var life = RequestLife.Of(http);
        var call = calls.Create(http, NativeRequest.Of(chat), Path);
        await relay.AnswerAsync(http, call, new GenerateFormat(chat.Stream, OllamaTime.Of(time.GetUtcNow()), () => life.Model ?? model));
    }

    private static ChatRequest Request(GenerateRequest wire, string prompt)
    {
        if (wire.Suffix is { Length: > 0 } suffix)
            return FillInTheMiddle.Build(prompt, suffix, wire.System);
        return new ChatRequest
        {
            System = wire.System is { Length: > 0 } system ? [new TextPart(system)] : [],
            Messages = [new ChatMessage(ChatRole.User, [new TextPart(prompt), .. (wire.Images ?? []).Select(Image)])],
        };
    }

    private static ImagePart Image(string base64)
    {
        var bytes = new byte[base64.Length / 4 * 3 + 3];
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
            throw new GatewayException(WireErrorKind.Invalid, "'images' must hold base64 without a 'data:' prefix.");
        return new ImagePart(MediaType(bytes), bytes.AsMemory(0, length));
    }

    private static string MediaType(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']) ? "image/png"
        : bytes.StartsWith("GIF8"u8) ? "image/gif"
        : bytes.StartsWith("RIFF"u8) ? "image/webp"
        : "image/jpeg";
}
