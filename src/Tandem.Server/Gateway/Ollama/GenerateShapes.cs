using System.Text.Json;

namespace Tandem.Server.Gateway.Ollama;

/// <summary>Body of <c>/api/generate</c>.</summary>
internal sealed record GenerateRequest
{
    public string? Model { get; init; }

    public string? Prompt { get; init; }

    public string? Suffix { get; init; }

    public string? System { get; init; }

    /// <summary>Bare base64.</summary>
    public IReadOnlyList<string>? Images { get; init; }

    /// <summary><c>json</c>, or a schema.</summary>
    public JsonElement Format { get; init; }

    public bool? Stream { get; init; }

    public GenerateOptions? Options { get; init; }
}

internal sealed record GenerateOptions
{
    public int? NumPredict { get; init; }

    public double? Temperature { get; init; }

    public double? TopP { get; init; }

    public int? TopK { get; init; }

    public long? Seed { get; init; }

    public IReadOnlyList<string>? Stop { get; init; }
}

/// <summary>A line, or the whole, of an answer. Durations are not known of another server, and 0.</summary>
internal sealed record GenerateAnswer(string Model, string CreatedAt, string Response, bool Done)
{
    public string? Thinking { get; init; }

    public string? DoneReason { get; init; }

    public long? TotalDuration { get; init; }

    public long? LoadDuration { get; init; }

    public long? PromptEvalCount { get; init; }

    public long? PromptEvalDuration { get; init; }

    public long? EvalCount { get; init; }

    public long? EvalDuration { get; init; }
}
