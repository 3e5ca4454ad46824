namespace Tandem.Agent.Skills;

/// <summary>A skill: instructions that the model takes in when it needs them.</summary>
/// <param name="Description">When to use it: what the model sees before it takes it in.</param>
/// <param name="Folder">Where its other files lie; full path.</param>
/// <param name="IsProjects">The repository's: others wrote it.</param>
public sealed record Skill(string Name, string Description, string Folder, bool IsProjects, string Body);
