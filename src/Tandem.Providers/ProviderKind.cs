namespace Tandem.Providers;

/// <summary>Where a model runs and by which rules it is called; values of <c>models.*.provider</c>.</summary>
public enum ProviderKind
{
    Embedded,
    Ollama,
    OpenAI,
    OpenAICompatible,
    AzureOpenAI,
    Anthropic,
    Google,
}
