namespace Tandem.Agent.SubAgents;

/// <summary>A sub-agent from a file.</summary>
/// <param name="Tools">Globs of tool names; null = those of the session. It never gets more than the session has.</param>
/// <param name="MaxSteps">Null = the session's.</param>
/// <param name="IsProjects">The repository's: others wrote it.</param>
public sealed record SubAgentDefinition(
    string Name, string Description, string? Model, string? Policy, IReadOnlyList<string>? Tools, int? MaxSteps, decimal? MaxCostUsd, bool IsProjects, string Instructions)
{
    /// <summary>What comes along without a file: looks things up, changes nothing.</summary>
    public static SubAgentDefinition Explore { get; } = new(
        "explore", "looks something up in this repository and reports where it is and how it works; changes nothing", null, null,
        ["read_file", "list_files", "grep", "search", "git"], 25, null, IsProjects: false,
        "You look something up in this repository for another agent. Read, search, then report briefly: what you found, each with its path and line, and what you did not find. Change nothing.");
}
