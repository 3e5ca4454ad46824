namespace Tandem.Agent.Mcp;

/// <summary>A server as <c>/mcp</c> and <c>tandem doctor</c> show it.</summary>
/// <param name="Problem">Why it cannot be used; null where it can.</param>
/// <param name="Tools">Names of its tools, as the model sees them.</param>
public sealed record McpServerState(string Name, string Origin, string Shown, bool IsSandboxed, string Zone, IReadOnlyList<string> Tools, string? Problem);
