namespace Tandem.Cli.Changes;

/// <summary>What a reviewer said of a place in the code.</summary>
/// <param name="Path">Relative to the repository, with forward slashes.</param>
/// <param name="Line">From 1; null = the file as a whole.</param>
/// <param name="Author">Null where it is not said.</param>
internal sealed record ReviewComment(string Path, int? Line, string Text, string? Author = null);
