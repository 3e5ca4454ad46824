using System.Text.Json.Serialization;

namespace Tandem.Agent.Edits;

/// <summary>One changed file. Paths are relative to the workspace, with <c>/</c>.</summary>
public sealed record EditedFile
{
    public required string Path { get; init; }

    public required FileAction Action { get; init; }

    /// <summary>The old path of a renamed file.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? From { get; init; }
}
