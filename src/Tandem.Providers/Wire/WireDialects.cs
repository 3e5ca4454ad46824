using Tandem.Providers.Anthropic;
using Tandem.Providers.Google;
using Tandem.Providers.Ollama;
using Tandem.Providers.OpenAI;
using Tandem.Providers.Responses;

namespace Tandem.Providers.Wire;

/// <summary>The dialects; a new one is one line here and one in <see cref="Of(ProviderKind)"/>.</summary>
internal static class WireDialects
{
    private static readonly OpenAIDialect OpenAI = new();
    private static readonly ResponsesDialect Responses = new();
    private static readonly AnthropicDialect Anthropic = new();
    private static readonly OllamaDialect Ollama = new();
    private static readonly GoogleDialect Google = new();

    public static ClientDialect Of(Dialect dialect) => dialect switch
    {
        Dialect.OpenAI => OpenAI,
        Dialect.Responses => Responses,
        Dialect.Anthropic => Anthropic,
        Dialect.Ollama => Ollama,
        Dialect.Google => Google,
        _ => throw new ArgumentOutOfRangeException(nameof(dialect), dialect, "There is no wire for this dialect."),
    };

    /// <summary>What a provider's servers speak.</summary>
    public static WireDialect Of(ProviderKind provider) => provider switch
    {
        ProviderKind.OpenAI or ProviderKind.OpenAICompatible or ProviderKind.AzureOpenAI => OpenAI,
        ProviderKind.Anthropic => Anthropic,
        ProviderKind.Ollama => Ollama,
        ProviderKind.Google => Google,
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "This provider is not called over HTTP."),
    };
}
