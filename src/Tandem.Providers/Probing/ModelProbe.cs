using System.Diagnostics;
using System.Net.Http.Headers;
using Tandem.Egress;
using Tandem.Providers.Chat;
using Tandem.Providers.Wire;
using Tandem.Routing;

namespace Tandem.Providers.Probing;

/// <summary>Asks servers what they have and whether they answer: for <c>doctor</c>, detection and <c>models test</c>. Sends no text of a user.</summary>
/// <remarks>Safe for concurrent use. What is asked for is looked up; only <see cref="RoundTripAsync"/> makes a model work.</remarks>
public sealed class ModelProbe(IEgressGate gate, TimeProvider time)
{
    /// <summary>The models that a server offers.</summary>
    /// <param name="baseUrl">As in the configuration.</param>
    /// <exception cref="UpstreamException">The server does not answer, refuses the key, or is no server of this kind.</exception>
    public async Task<IReadOnlyList<ServedModel>> ListAsync(ProviderKind provider, Uri baseUrl, ApiKey? key, EgressDeadlines deadlines, CancellationToken cancellationToken)
    {
        var (path, list) = provider switch
        {
            ProviderKind.Ollama => ("/api/tags", (Func<byte[], IReadOnlyList<ServedModel>>)ProbeAnswers.OllamaTags),
            ProviderKind.Google => (HasPath(baseUrl) ? "/models" : "/v1beta/models", ProbeAnswers.GoogleModels),
            ProviderKind.Embedded => throw new ArgumentException("An embedded model is not asked over HTTP.", nameof(provider)),
            _ => (HasPath(baseUrl) ? "/models" : "/v1/models", ProbeAnswers.OpenAIModels),
        };
        var body = await LookUpAsync(provider, baseUrl, path, key, body: null, deadlines, cancellationToken);
        return list(body);
    }

    /// <summary>What the server says about a configured model: context, capabilities, and whether it runs elsewhere. Members it does not tell are null.</summary>
    /// <exception cref="UpstreamException">As <see cref="ListAsync"/>; <see cref="UpstreamError.NotFound"/> where the server does not have the model.</exception>
    public async Task<ServedModel> DescribeAsync(ModelOptions model, CancellationToken cancellationToken)
    {
        if (model.Provider == ProviderKind.Ollama)
        {
            var body = await LookUpAsync(model.Provider, model.BaseUrl!, "/api/show", model.ApiKey, $$"""{"model":{{BodySplice.Quote(model.UpstreamName)}}}""", model.Deadlines, cancellationToken);
            return ProbeAnswers.OllamaShow(model.UpstreamName, body);
        }

        var listed = await ListAsync(model.Provider, model.BaseUrl!, model.ApiKey, model.Deadlines, cancellationToken);
        var found = listed.FirstOrDefault(one => one.Name == model.UpstreamName)
            ?? (model.Provider == ProviderKind.AzureOpenAI ? new ServedModel { Name = model.UpstreamName } : throw Missing(model, listed));
        return model.Provider == ProviderKind.OpenAICompatible && found.ContextTokens is null ? await WithPropsAsync(model, found, cancellationToken) : found;
    }

    /// <summary>One cheap answer from the model, with the time to its first output.</summary>
    /// <exception cref="UpstreamException">The model does not answer; the message says what to do.</exception>
    public async Task<RoundTrip> RoundTripAsync(IModelEndpoint endpoint, CancellationToken cancellationToken)
    {
        var model = endpoint.Model;
        var started = time.GetTimestamp();
        TimeSpan? first = null;
        var attempt = new AttemptContext { Pass = Pass(model.Name, model.Zone, model.BaseUrl, model.Deadlines), MaxOutputTokens = 16 };
        var request = NativeRequest.Of(new ChatRequest { Messages = [ChatMessage.User("Answer with the word ok.")], MaxOutputTokens = 16 });
        await foreach (var frame in endpoint.SendAsync(request, attempt, cancellationToken))
        {
            first ??= time.GetElapsedTime(started);
            if ((frame.Kinds & FrameKinds.Terminal) != 0) return new RoundTrip(first.Value, time.GetElapsedTime(started), frame.Usage);
        }

        throw new UnreachableException("An endpoint ends with a terminal frame or throws.");
    }

    private async Task<ServedModel> WithPropsAsync(ModelOptions model, ServedModel found, CancellationToken cancellationToken)
    {
        var root = new Uri(model.BaseUrl!.GetLeftPart(UriPartial.Authority));
        try
        {
            var body = await LookUpAsync(model.Provider, root, "/props", model.ApiKey, body: null, model.Deadlines, cancellationToken);
            return found with { ContextTokens = ProbeAnswers.LlamaServerContext(body) }; // llama-server tells its context only there.
        }
        catch (UpstreamException) { return found; }
    }

    private async Task<byte[]> LookUpAsync(
        ProviderKind provider, Uri baseUrl, string path, ApiKey? key, string? body, EgressDeadlines deadlines, CancellationToken cancellationToken)
    {
        var name = baseUrl.GetLeftPart(UriPartial.Authority);
        using var message = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, baseUrl.AbsoluteUri.TrimEnd('/') + path);
        if (body is not null) message.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        var model = new ModelOptions { Name = name, Provider = provider, UpstreamName = "", BaseUrl = baseUrl, ApiKey = key, Zone = Zone.External };
        WireDialects.Of(provider).Authorize(message, model, NoRequest);
        if (provider == ProviderKind.Anthropic) message.Headers.TryAddWithoutValidation("anthropic-version", "2023-06-01");
        await using var answer = await UpstreamAnswer.OpenAsync(
            gate, message, Pass(name, Zone.External, baseUrl, deadlines), name, WireDialects.Of(provider), stream: false, time, cancellationToken);
        return await answer.ReadWholeAsync(cancellationToken);
    }

    /// <summary>A look-up carries no text of a user: it is shareable by nature.</summary>
    private static EgressPass Pass(string destination, Zone zone, Uri? address, EgressDeadlines deadlines) => new()
    {
        Destination = destination,
        Zone = zone,
        DataClass = DataClass.Shareable,
        ClassRule = "probe: no text of a user",
        Deadlines = deadlines,
        AllowPrivateAddress = address is not null && PrivateAddresses.IsLiteral(address),
    };

    private static UpstreamException Missing(ModelOptions model, IReadOnlyList<ServedModel> listed) => new(
        UpstreamError.NotFound,
        $"'{model.Name}': the server has no model '{model.UpstreamName}'; it has {string.Join(", ", listed.Take(8).Select(one => one.Name))}{(listed.Count > 8 ? " …" : "")}.");

    private static bool HasPath(Uri address) => address.AbsolutePath.Trim('/').Length > 0;

    private static readonly ModelRequest NoRequest = new() { Dialect = Dialect.Native, Body = default, Outline = new RequestOutline { Model = "" } };
}
