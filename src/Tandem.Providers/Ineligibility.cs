namespace Tandem.Providers;

/// <summary>What a provider's dialect cannot say at all, so that its models are no candidates (docs/dialects.md).</summary>
public static class Ineligibility
{
    /// <summary>Why a model of this provider cannot take the request, or null where it can. Same dialect in and out: the upstream decides.</summary>
    public static string? ReasonFor(ProviderKind provider, ModelRequest request)
    {
        if (request.Embedding is not null)
            return provider is ProviderKind.Anthropic or ProviderKind.Embedded ? "its provider makes no embeddings" : null;
        if (ModelEndpoints.DialectOf(provider) == request.Dialect) return null;
        if (request.Outline.ChoiceCount > 1) return "several answers (n) are known to the client's own dialect only";
        return provider == ProviderKind.Ollama && request.Outline.HasImageAddress ? "Ollama takes images as bytes only, not by address" : null;
    }
}
