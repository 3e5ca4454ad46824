namespace Tandem.Configuration.Setup;

/// <summary>What was found on this machine that Tandem can use.</summary>
public sealed record DetectedModels
{
    /// <summary>Models of the Ollama server, as it lists them.</summary>
    public IReadOnlyList<DetectedOllamaModel> Ollama { get; init; } = [];

    /// <summary>Where Ollama answered.</summary>
    public Uri OllamaUrl { get; init; } = new("http://127.0.0.1:11434");

    /// <summary>Where a llama.cpp server answered, with the path prefix of its OpenAI dialect, or null.</summary>
    public Uri? LlamaServerUrl { get; init; }

    /// <summary>The model that the llama.cpp server runs, as it names it.</summary>
    public string? LlamaServerModel { get; init; }

    /// <summary>Full paths of downloaded models.</summary>
    public IReadOnlyList<string> GgufFiles { get; init; } = [];

    /// <summary>Names of variables that hold a key: <c>OPENAI_API_KEY</c>, <c>ANTHROPIC_API_KEY</c>, <c>GEMINI_API_KEY</c>.</summary>
    public IReadOnlyList<string> KeyVariables { get; init; } = [];

    /// <summary>The variables of <see cref="KeyVariables"/> that are set.</summary>
    public static IReadOnlyList<string> KeysIn(IReadOnlyDictionary<string, string> environment) =>
        [.. ProposedModel.KeyVariables.Where(name => environment.GetValueOrDefault(name) is { Length: > 0 })];
}
