namespace Tandem.Agent.Edits.Workspace;

/// <summary>One file to write, or to delete where <paramref name="Bytes"/> is null.</summary>
/// <param name="Place">Where.</param>
/// <param name="Bytes">The whole content.</param>
/// <param name="OnDisk">What was read before; null where there was no file.</param>
/// <param name="Mode">Null for the mode of a new file.</param>
internal sealed record FileWrite(WorkspacePath Place, byte[]? Bytes, byte[]? OnDisk, UnixFileMode? Mode);
