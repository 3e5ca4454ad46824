namespace Tandem.Agent.Checkpoints;

/// <summary>A path that an undo left alone.</summary>
public sealed record KeptPath(string Path, string Because);
