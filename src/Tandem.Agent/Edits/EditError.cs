using System.Text.Json.Serialization;

namespace Tandem.Agent.Edits;

/// <summary>A refusal, written so that a model can repair its edit at the next try.</summary>
public sealed record EditError
{
    public required EditErrorKind Kind { get; init; }

    /// <summary>What was wrong: which edit, where, what differed.</summary>
    public required string Message { get; init; }

    /// <summary>The file concerned, as the reply named it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Path { get; init; }

    /// <summary>How to cure it, with the file's own lines where they help.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Hint { get; init; }
}
