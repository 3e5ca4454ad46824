namespace Tandem.Providers.Chat;

/// <summary>A chat request apart from any dialect: what translation reads and writes, and what in-process callers send.</summary>
/// <remarks>The union of what the dialects can say. A field that a dialect cannot say is dropped by name, or makes the model ineligible (docs/dialects.md).</remarks>
public sealed record ChatRequest
{
    /// <summary>The model asked for: a name, <c>auto</c>, an alias.</summary>
    public string Model { get; init; } = "auto";

    /// <summary>Instructions, in order; dialects join or place them as they do.</summary>
    public IReadOnlyList<ChatPart> System { get; init; } = [];

    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    public IReadOnlyList<ToolDefinition> Tools { get; init; } = [];

    public ToolChoice ToolChoice { get; init; } = ToolChoice.Auto;

    public bool? ParallelToolCalls { get; init; }

    public ResponseFormat? Format { get; init; }

    public bool Stream { get; init; } = true;

    public int? MaxOutputTokens { get; init; }

    public double? Temperature { get; init; }

    public double? TopP { get; init; }

    public int? TopK { get; init; }

    public double? FrequencyPenalty { get; init; }

    public double? PresencePenalty { get; init; }

    public long? Seed { get; init; }

    public IReadOnlyList<string> Stop { get; init; } = [];

    public ReasoningEffort? Reasoning { get; init; }

    /// <summary>Most tokens of reasoning, where the dialect counts them (Anthropic's <c>budget_tokens</c>).</summary>
    public int? ReasoningTokens { get; init; }

    /// <summary>The end user's id, as the client gave it.</summary>
    public string? User { get; init; }
}
