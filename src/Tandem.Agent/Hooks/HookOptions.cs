namespace Tandem.Agent.Hooks;

/// <summary>A command that runs at a moment of the session.</summary>
/// <param name="Tool">Glob of tool names; null = every one.</param>
/// <param name="IsProjects">The repository's: it runs only where the user trusts the repository.</param>
public sealed record HookOptions(HookMoment Moment, string? Tool, string Command, TimeSpan Timeout, bool IsProjects = false);
