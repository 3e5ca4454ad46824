namespace Tandem.Agent.Commands;

/// <summary>Something that a command made and that would govern git, a shell, an editor or an agent.</summary>
/// <param name="Path">Relative to the workspace.</param>
/// <param name="MovedTo">Its name now, in the same folder, where it governs nothing.</param>
internal sealed record RefusedFile(string Path, string MovedTo);
