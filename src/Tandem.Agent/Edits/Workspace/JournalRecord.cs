using System.Text.Json.Serialization;

namespace Tandem.Agent.Edits.Workspace;

/// <summary>What a commit is about to do, written down before it does any of it.</summary>
internal sealed record JournalRecord
{
    public required int Version { get; init; }

    public required IReadOnlyList<JournalStep> Steps { get; init; }

    /// <summary>Folders that the commit creates, parents first.</summary>
    public required IReadOnlyList<string> NewFolders { get; init; }
}

/// <summary>One file of a commit. Paths are relative to the workspace.</summary>
internal sealed record JournalStep
{
    public required string Path { get; init; }

    /// <summary>The temporary file that takes the path's place; null for a deletion.</summary>
    public string? Temporary { get; init; }

    /// <summary>SHA-256 of what the file held before; null where there was none.</summary>
    public string? OldHash { get; init; }

    /// <summary>SHA-256 of what it shall hold; null for a deletion.</summary>
    public string? NewHash { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(JournalRecord))]
internal sealed partial class JournalJson : JsonSerializerContext;
