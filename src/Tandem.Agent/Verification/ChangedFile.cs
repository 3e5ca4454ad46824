namespace Tandem.Agent.Verification;

/// <summary>A text file before and after.</summary>
/// <param name="Path">Relative to the workspace, with <c>/</c>.</param>
/// <param name="Before">Null where there was none.</param>
/// <param name="After">Null where there is none any more.</param>
public sealed record ChangedFile(string Path, string? Before, string? After);
