namespace Tandem.Agent.Trust;

/// <summary>A file of a repository by which it can make Tandem start something.</summary>
/// <param name="Path">Relative to the folder, with <c>/</c>.</param>
/// <param name="Hash">SHA-256 of its content.</param>
/// <param name="Text">Its text as it was trusted, to show what changed; null for one that is long or no text.</param>
public sealed record TrustedItem(string Path, string Hash, string? Text);
