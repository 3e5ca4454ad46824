using Tandem.Providers;

namespace Tandem.Configuration.Building;

/// <summary>What a provider's own service uses.</summary>
internal static class ProviderDefaults
{
    /// <summary>Its usual address, without a slash at the end; null where there is none.</summary>
    public static string? Address(ProviderKind provider) => provider switch
    {
        ProviderKind.Ollama => "http://127.0.0.1:11434",
        ProviderKind.OpenAI => "https://api.openai.com/v1",
        ProviderKind.Anthropic => "https://api.anthropic.com",
        ProviderKind.Google => "https://generativelanguage.googleapis.com/v1beta",
        _ => null,
    };

    /// <summary>The variable in which people usually keep its key, or null.</summary>
    public static string? KeyVariable(ProviderKind provider) => provider switch
    {
        ProviderKind.OpenAI => "OPENAI_API_KEY",
        ProviderKind.Anthropic => "ANTHROPIC_API_KEY",
        ProviderKind.Google => "GEMINI_API_KEY",
        _ => null,
    };
}
