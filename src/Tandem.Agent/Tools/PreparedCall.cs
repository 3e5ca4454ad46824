namespace Tandem.Agent.Tools;

/// <summary>A tool call that is understood and not yet run.</summary>
/// <param name="Action">What it would do: shown for approval and decided on.</param>
/// <param name="RunAsync">Does exactly that. Expected failures are results; an exception ends the turn.</param>
public sealed record PreparedCall(ToolAction Action, Func<ToolScope, CancellationToken, Task<ToolResult>> RunAsync);
