using System.Text.Json.Serialization;

namespace Tandem.Agent.Edits;

/// <summary>What became of a reply's edits: all of them were applied, or none was.</summary>
public sealed record EditResult
{
    public required EditStatus Status { get; init; }

    /// <summary>The files changed, in the order of the reply; empty when refused.</summary>
    public required IReadOnlyList<EditedFile> Files { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EditError? Error { get; init; }

    internal static EditResult Applied(IReadOnlyList<EditedFile> files) => new() { Status = EditStatus.Applied, Files = files };

    internal static EditResult Refused(EditError error) => new() { Status = EditStatus.Refused, Files = [], Error = error };
}
