using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Configuration;
using Tandem.Providers;
using Tandem.Routing;
using Tandem.Server.Gateway.OpenAI;
using Tandem.Server.Hosting;

namespace Tandem.Server.Gateway.Ollama;

/// <summary>What Ollama's clients ask before they chat: which models there are, what they can do, which version answers.</summary>
internal sealed class CatalogueEndpoints(ModelNames names, TandemConfiguration configuration, DateTimeOffset started, ServerOptions options)
{
    /// <summary>Clients compare it: the Ollama release whose API this speaks.</summary>
    private const string SpokenVersion = "0.12.0";

    private const string Family = "tandem";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapRule("GET", "/", RouteAccess.Public, Dialect.Ollama, RunningAsync);
        routes.MapRule("HEAD", "/", RouteAccess.Public, Dialect.Ollama, RunningAsync);
        routes.MapRule("GET", "/api/version", RouteAccess.Public, Dialect.Ollama, http => JsonAnswer.WriteAsync(http, new OllamaVersion(SpokenVersion), ServerJson.Default.OllamaVersion));
        routes.MapRule("GET", "/api/tags", RouteAccess.Caller, Dialect.Ollama, TagsAsync);
        routes.MapRule("GET", "/api/ps", RouteAccess.Caller, Dialect.Ollama, http => JsonAnswer.WriteAsync(http, new OllamaTags([]), ServerJson.Default.OllamaTags));
        routes.MapRule("POST", "/api/show", RouteAccess.Caller, Dialect.Ollama, ShowAsync);
    }

    private static Task RunningAsync(HttpContext http)
    {
        // The words are Ollama's: clients look for them.
        ReadOnlyMemory<byte> words = "Ollama is running"u8.ToArray();
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.ContentLength = words.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.Body.WriteAsync(words, http.RequestAborted).AsTask();
    }

    private Task TagsAsync(HttpContext http) => JsonAnswer.WriteAsync(
        http, new OllamaTags([.. ModelsEndpoint.NamesFor(names, RequestLife.Of(http).Caller).Select(Entry)]), ServerJson.Default.OllamaTags);

    private async Task ShowAsync(HttpContext http)
    {
        var body = await BoundedBody.ReadAsync(http.Request, options.MaxBodyBytes, http.RequestAborted);
        var asked = RequestBody.Read(body.Span, ServerJson.Default.OllamaShowRequest);
        var name = asked.Model ?? asked.Name ?? throw new GatewayException(WireErrorKind.Invalid, "'model' is missing; name a model.");
        var choice = names.Resolve(name);
        var models = configuration.Models.Where(model => choice.Model is null || model.Name == choice.Model).ToList();
        // What any of them can do, auto can: routing takes one that can.
        var supports = models.Aggregate(Capabilities.None, (sum, model) => sum | model.Supports);
        var context = models.Count == 0 ? 0 : models.Max(model => model.ContextTokens);
        await JsonAnswer.WriteAsync(
            http,
            new OllamaShow(
                Modelfile: "", Parameters: "", Template: "{{ .Prompt }}", Details(), Info(context), [.. Words(supports)], OllamaTime.Of(started)),
            ServerJson.Default.OllamaShow);
    }

    private OllamaModel Entry(string name)
    {
        var full = name.Contains(':', StringComparison.Ordinal) ? name : name + ":latest";
        return new OllamaModel(full, full, OllamaTime.Of(started), Size: 0, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name))), Details());
    }

    private static OllamaDetails Details() => new("", "gguf", Family, [Family], "", "");

    private static Dictionary<string, JsonElement> Info(int context) => new()
    {
        ["general.architecture"] = JsonSerializer.SerializeToElement(Family, ServerJson.Default.String),
        [$"{Family}.context_length"] = JsonSerializer.SerializeToElement(context, ServerJson.Default.Int32),
    };

    private static IEnumerable<string> Words(Capabilities supports)
    {
        if (supports != Capabilities.Embeddings) yield return "completion";
        if ((supports & Capabilities.Tools) != 0) yield return "tools";
        if ((supports & Capabilities.Fim) != 0) yield return "insert";
        if ((supports & Capabilities.Vision) != 0) yield return "vision";
        if ((supports & Capabilities.Reasoning) != 0) yield return "thinking";
        if ((supports & Capabilities.Embeddings) != 0) yield return "embedding";
    }
}
