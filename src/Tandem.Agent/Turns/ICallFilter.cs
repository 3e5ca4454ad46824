using Tandem.Agent.Tools;

namespace Tandem.Agent.Turns;

/// <summary>Looks at calls before and after they run: hooks.</summary>
public interface ICallFilter
{
    /// <summary>Null = go on; else why the call must not run, as the model is told. Asked before permission is.</summary>
    ValueTask<string?> BeforeAsync(ToolAction action, string arguments, ToolScope scope, CancellationToken cancellationToken);

    /// <summary>The result as the model shall see it.</summary>
    ValueTask<ToolResult> AfterAsync(ToolAction action, ToolResult result, ToolScope scope, CancellationToken cancellationToken);
}
