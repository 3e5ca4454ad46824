namespace Tandem.Agent.Commands;

/// <summary>A bubblewrap that was seen to work.</summary>
/// <param name="HasOverlays">Package caches can be written to in memory; else they are read-only (bubblewrap before 0.11).</param>
/// <param name="StopsNamespaces">User namespaces inside the sandbox can be switched off (0.8 and later).</param>
internal sealed record SandboxProgram(string Path, bool HasOverlays, bool StopsNamespaces);
