namespace Tandem.Cli.Asking;

/// <summary>What the user asks, with everything that came along: kept for <c>--again</c>.</summary>
/// <param name="Text">The words, mentions included as written.</param>
/// <param name="Input">What came through stdin, or null.</param>
/// <param name="Files">Mentioned files, relative to the workspace.</param>
/// <param name="Images">Image files, relative to the workspace or absolute.</param>
internal sealed record Question(string Text, string? Input, IReadOnlyList<string> Files, IReadOnlyList<string> Images);
