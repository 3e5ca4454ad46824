namespace Tandem.Agent.Instructions;

/// <summary>Instructions that a repository has for agents.</summary>
/// <param name="Path">Relative to the workspace, <c>/</c> between parts.</param>
/// <param name="Folder">The folder it speaks for; empty = the whole workspace.</param>
/// <param name="Text">What the model reads: of a long file, its head.</param>
/// <param name="Hash">SHA-256 of the whole file, as it was read for <paramref name="Text"/>.</param>
public sealed record InstructionFile(string Path, string Folder, string Text, string Hash);
