using Tandem.Routing.Prices;

namespace Tandem.Routing;

/// <summary>Everything a decision may know about a request before any answer exists.</summary>
public sealed record RouteQuery
{
    public required TaskKind Task { get; init; }

    /// <summary>Head and tail of the last user turn, at most <see cref="MaxTextLength"/> characters each, so that a long prompt costs nothing.</summary>
    public required string Text { get; init; }

    /// <summary>Programming or natural language where known (<c>csharp</c>, <c>de</c>), else null.</summary>
    public string? Language { get; init; }

    /// <summary>Bytes of text in the whole request: system text, history, tools and the last turn.</summary>
    public required long InputBytes { get; init; }

    /// <summary>Most tokens the client asks for; null = the model's own limit.</summary>
    public int? MaxOutputTokens { get; init; }

    public Capabilities Needs { get; init; }

    public int ImageCount { get; init; }

    /// <summary>Answers asked for, at least 1.</summary>
    public int ChoiceCount { get; init; } = 1;

    public int ToolCount { get; init; }

    public DataClass DataClass { get; init; }

    /// <summary>The user named an external model for this one message although its text is not known to be shareable. Logged.</summary>
    public bool PrivacyOverride { get; init; }

    public Boundary Boundary { get; init; }

    /// <summary>The model that this conversation used last, or null.</summary>
    public string? CurrentModel { get; init; }

    /// <summary>Input tokens that <see cref="CurrentModel"/>'s provider probably still holds in its prompt cache.</summary>
    public long CachedTokens { get; init; }

    /// <summary>The model that the user named for this message, or null. A named model is not routed, only checked.</summary>
    public string? PinnedModel { get; init; }

    /// <summary>Paths of the workspace that the request touches, relative, with forward slashes.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    public RepositorySignals Repository { get; init; } = RepositorySignals.None;

    /// <summary>What may still be spent; null = no budget.</summary>
    public NanoUsd? BudgetLeft { get; init; }

    public const int MaxTextLength = 8 * 1024;
}
