namespace Tandem.Configuration;

/// <summary>One entry of <c>hooks</c>.</summary>
/// <param name="Moment">The key it stands under: <c>before_tool</c> …</param>
public sealed record HookEntry(string Moment, string Command, string? Tool, TimeSpan Timeout);
