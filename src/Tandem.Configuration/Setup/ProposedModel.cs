using Tandem.Configuration.Shapes;
using Tandem.Configuration.Settings;

namespace Tandem.Configuration.Setup;

/// <summary>An entry of <c>models</c> that <c>init</c> writes, with its keys in order.</summary>
internal sealed record ProposedModel(string Name, bool IsExternal, IReadOnlyList<(string Key, string Value)> Keys)
{
    public static IReadOnlyList<ProposedModel> For(DetectedModels detected)
    {
        var models = new List<ProposedModel>();
        foreach (var ollama in detected.Ollama.Where(model => !model.Name.Contains("embed", StringComparison.OrdinalIgnoreCase)))
        {
            List<(string, string)> keys = [("provider", "ollama"), ("model", ollama.Name), ("base_url", detected.OllamaUrl.ToString().TrimEnd('/'))];
            if (ollama.IsRemote)
                keys.Add(("zone", "external"));
            var family = ollama.Name.StartsWith("llama", StringComparison.OrdinalIgnoreCase) ? "llama" : WithoutLatest(ollama.Name);
            Add(models, family, WithoutLatest(ollama.Name), ollama.IsRemote, keys);
        }

        if (detected.LlamaServerUrl is { } server)
        {
            List<(string, string)> keys = [("provider", "openai-compatible"), ("model", detected.LlamaServerModel ?? "default"), ("base_url", server.ToString().TrimEnd('/'))];
            Add(models, "llama", "llama-server", isExternal: false, keys);
        }

        foreach (var file in detected.GgufFiles)
            Add(models, Plain(Path.GetFileNameWithoutExtension(file)), "gguf", isExternal: false, [("provider", "embedded"), ("model", file)]);
        foreach (var (variable, name, provider, model) in Vendors)
            if (detected.KeyVariables.Contains(variable))
                Add(models, name, name + "-api", isExternal: true, [("provider", provider), ("model", model), ("api_key", $"${{{variable}}}"), ("zone", "external")]);
        if (models.Count == 0)
            models.Add(new ProposedModel("starter", IsExternal: false, [("provider", "embedded"), ("model", "starter")]));
        return models;
    }

    private static readonly IReadOnlyList<(string Variable, string Name, string Provider, string Model)> Vendors =
    [
        ("OPENAI_API_KEY", "gpt-4", "openai", "gpt-4.1"),
        ("ANTHROPIC_API_KEY", "claude", "anthropic", "claude-sonnet-4-5"),
        ("GEMINI_API_KEY", "gemini", "google", "gemini-2.5-pro"),
    ];

    /// <summary>Variables that are looked for.</summary>
    public static IEnumerable<string> KeyVariables => Vendors.Select(vendor => vendor.Variable);

    private static void Add(List<ProposedModel> models, string name, string otherwise, bool isExternal, List<(string, string)> keys)
    {
        var free = new[] { name, otherwise }.FirstOrDefault(one => Patterns.IsMatch(ModelShapes.NamePattern, one) && models.TrueForAll(model => model.Name != one))
            ?? Enumerable.Range(1, int.MaxValue).Select(number => $"model-{number}").First(one => models.TrueForAll(model => model.Name != one));
        models.Add(new ProposedModel(free, isExternal, keys));
    }

    private static string WithoutLatest(string name) => name.EndsWith(":latest", StringComparison.Ordinal) ? name[..^":latest".Length] : name;

    private static string Plain(string name) => string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' ? letter : '-'));
}
