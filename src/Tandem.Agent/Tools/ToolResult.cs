namespace Tandem.Agent.Tools;

/// <summary>What a call gave back, for the model to read.</summary>
public sealed record ToolResult
{
    /// <summary>Longest text that goes to a model, in characters: longer ones keep head and tail, and say what was cut.</summary>
    public const int MaxLength = 30_000;

    public required string Text { get; init; }

    public bool IsError { get; init; }

    /// <summary>Paths whose text is in the result: the data class follows them.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>The text was written by others (web, MCP, issue, command output): actions with an outside effect ask from now on.</summary>
    public bool IsUntrusted { get; init; }

    /// <summary>What it did to files, for the events and the undo.</summary>
    public IReadOnlyList<string> Changed { get; init; } = [];

    public static ToolResult Of(string text) => new() { Text = text };

    public static ToolResult Error(string text) => new() { Text = text, IsError = true };
}
