namespace Tandem.Cli.Interactive;

/// <summary>An MCP server as <c>/mcp</c> shows it.</summary>
/// <param name="Problem">Why it cannot be used; null where it can.</param>
internal sealed record ServerLine(string Name, string Facts, IReadOnlyList<string> Tools, string? Problem);
