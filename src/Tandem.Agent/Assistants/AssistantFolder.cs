namespace Tandem.Agent.Assistants;

/// <summary>A folder in which assistants are looked for.</summary>
public sealed record AssistantFolder(string Path, AssistantOrigin Origin);
