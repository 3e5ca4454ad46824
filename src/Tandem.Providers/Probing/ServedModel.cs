using Tandem.Routing;

namespace Tandem.Providers.Probing;

/// <summary>What a server says about a model; null = it does not say.</summary>
public sealed record ServedModel
{
    /// <summary>The provider's own name.</summary>
    public required string Name { get; init; }

    /// <summary>Tokens of prompt and answer together.</summary>
    public int? ContextTokens { get; init; }

    public int? MaxOutputTokens { get; init; }

    public Capabilities? Supports { get; init; }

    /// <summary>The machine that really runs it, where the server only passes requests on (Ollama's <c>remote_host</c>): such a model is external.</summary>
    public string? RemoteHost { get; init; }

    /// <summary>As the server writes it: <c>70.6B</c>.</summary>
    public string? ParameterSize { get; init; }
}
