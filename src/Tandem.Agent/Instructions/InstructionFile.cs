namespace Tandem.Agent.Instructions;

/// <summary>Instructions that a repository has for agents.</summary>
/// <param name="Path">Relative to the workspace, <c>/</c> between parts.</param>
/// <param name="Folder">The folder it speaks for; empty = the whole workspace.</param>
public sealed record InstructionFile(string Path, string Folder, string Text);
