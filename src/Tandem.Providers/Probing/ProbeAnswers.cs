using System.Text.Json;
using Tandem.Routing;

namespace Tandem.Providers.Probing;

/// <summary>Reads servers' descriptions of models. What has another shape is as if it were not said.</summary>
internal static class ProbeAnswers
{
    public static IReadOnlyList<ServedModel> OpenAIModels(byte[] body) => Models(body, "data", one => Text(one, "id") is { } name
        ? new ServedModel { Name = name, ContextTokens = Number(one, "max_model_len") ?? Number(one, "context_length") ?? Number(one, "context_window") ?? LlamaServerMeta(one) }
        : null);

    public static IReadOnlyList<ServedModel> GoogleModels(byte[] body) => Models(body, "models", one => Text(one, "name") is { } name
        ? new ServedModel
        {
            Name = name.StartsWith("models/", StringComparison.Ordinal) ? name[7..] : name,
            ContextTokens = Number(one, "inputTokenLimit"),
            MaxOutputTokens = Number(one, "outputTokenLimit"),
        }
        : null);

    public static IReadOnlyList<ServedModel> OllamaTags(byte[] body) => Models(body, "models", one => (Text(one, "model") ?? Text(one, "name")) is { } name
        ? new ServedModel { Name = name, RemoteHost = Text(one, "remote_host"), ParameterSize = one.TryGetProperty("details", out var details) ? Text(details, "parameter_size") : null }
        : null);

    public static ServedModel OllamaShow(string name, byte[] body)
    {
        using var json = Parse(body);
        var root = json.RootElement;
        int? context = null;
        if (root.TryGetProperty("model_info", out var info) && info.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in info.EnumerateObject())
            {
                if (member.Name.EndsWith(".context_length", StringComparison.Ordinal) && member.Value.TryGetInt32(out var tokens)) context = tokens;
            }
        }

        return new ServedModel
        {
            Name = name,
            ContextTokens = context,
            RemoteHost = Text(root, "remote_host"),
            ParameterSize = root.TryGetProperty("details", out var details) ? Text(details, "parameter_size") : null,
            Supports = root.TryGetProperty("capabilities", out var words) && words.ValueKind == JsonValueKind.Array
                ? words.EnumerateArray().Aggregate(Capabilities.Json, (all, word) => all | Capability(word.GetString()))
                : null,
        };
    }

    public static int? LlamaServerContext(byte[] body)
    {
        using var json = Parse(body);
        return json.RootElement.TryGetProperty("default_generation_settings", out var settings) && settings.ValueKind == JsonValueKind.Object
            ? Number(settings, "n_ctx")
            : Number(json.RootElement, "n_ctx");
    }

    private static Capabilities Capability(string? word) => word switch
    {
        "tools" => Capabilities.Tools,
        "insert" => Capabilities.Fim,
        "vision" => Capabilities.Vision,
        "thinking" => Capabilities.Reasoning,
        "embedding" => Capabilities.Embeddings,
        _ => Capabilities.None,
    };

    private static List<ServedModel> Models(byte[] body, string list, Func<JsonElement, ServedModel?> read)
    {
        using var json = Parse(body);
        if (!json.RootElement.TryGetProperty(list, out var models) || models.ValueKind != JsonValueKind.Array)
            throw new UpstreamException(UpstreamError.Malformed, "The server's list of models has another shape than its provider's; check provider and base_url.");
        return [.. models.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object).Select(read).OfType<ServedModel>()];
    }

    private static JsonDocument Parse(byte[] body)
    {
        JsonDocument? json = null;
        try
        {
            json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind == JsonValueKind.Object) return json;
        }
        catch (JsonException) { }

        json?.Dispose();
        throw new UpstreamException(UpstreamError.Malformed, "The server did not answer with a JSON object; check provider and base_url.");
    }

    private static int? LlamaServerMeta(JsonElement one) =>
        one.TryGetProperty("meta", out var meta) && meta.ValueKind == JsonValueKind.Object ? Number(meta, "n_ctx") ?? Number(meta, "n_ctx_train") : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number > 0 ? number : null;
}
