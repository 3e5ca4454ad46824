using System.Text.Json;
using Tandem.Agent.Commands;
using Tandem.Agent.Tools;
using Tandem.Agent.Turns;
using Tandem.Routing.Rules;

namespace Tandem.Agent.Hooks;

/// <summary>Runs the user's hooks, in the sandbox that commands run in.</summary>
/// <remarks>
/// JSON on stdin; the exit code decides. Before a call: 0 = go on, else the call is refused and the output told to the model; a hook that cannot
/// run, or not in time, refuses too, as it may be there to guard. After a call: output of an exit code other than 0 is added to the result.
/// </remarks>
public sealed class HookRunner(IReadOnlyList<HookOptions> hooks, ICommandRunner commands, string root) : ICallFilter, IRulesSource
{
    private const int MaxOutput = 4_000;
    private const int MaxResult = 20_000;

    private string? _session;

    public async ValueTask<string?> BeforeAsync(ToolAction action, string arguments, ToolScope scope, CancellationToken cancellationToken)
    {
        _session ??= scope.Session.Value;
        foreach (var hook in Of(HookMoment.BeforeTool, action.Tool))
        {
            var ended = await RunAsync(hook, Input("before_tool", action, arguments, result: null), cancellationToken);
            if (ended.ExitCode != 0)
                return $"a hook refused it ({Reason(hook, ended)})";
        }

        return null;
    }

    public async ValueTask<ToolResult> AfterAsync(ToolAction action, ToolResult result, ToolScope scope, CancellationToken cancellationToken)
    {
        var isEdit = !result.IsError && (result.Changed.Count > 0 || action.Access == ToolAccess.Edit);
        foreach (var hook in Of(HookMoment.AfterTool, action.Tool).Concat(isEdit ? Of(HookMoment.AfterEdit, action.Tool) : []))
        {
            var ended = await RunAsync(hook, Input(hook.Moment == HookMoment.AfterTool ? "after_tool" : "after_edit", action, arguments: null, result), cancellationToken);
            if (ended.ExitCode != 0)
                result = result with { Text = $"{result.Text}\n\n[hook] {Reason(hook, ended)}", IsUntrusted = true };
        }

        return result;
    }

    /// <summary>Hooks of the start: what they print stands in front of the conversation.</summary>
    public async Task<Rules> ReadAsync(int maxCharacters, CancellationToken cancellationToken)
    {
        var texts = new List<string>();
        foreach (var hook in Of(HookMoment.SessionStart, tool: null))
        {
            var ended = await RunAsync(hook, Input("session_start", action: null, arguments: null, result: null), cancellationToken);
            if (ended.Output.Trim().Length > 0)
                texts.Add(ToolText.Cap(ended.Output.Trim(), Math.Min(maxCharacters, MaxOutput)));
        }

        return texts.Count == 0 ? Rules.None : new Rules($"# What hooks say at the start\n{string.Join('\n', texts)}\n", [], IsUntrusted: true);
    }

    /// <summary>Hooks of the end; what they say is nobody's to hear any more.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        foreach (var hook in Of(HookMoment.SessionEnd, tool: null))
            await RunAsync(hook, Input("session_end", action: null, arguments: null, result: null), cancellationToken);
    }

    private IEnumerable<HookOptions> Of(HookMoment moment, string? tool) =>
        hooks.Where(hook => hook.Moment == moment && (tool is null || hook.Tool is null || PathGlob.IsMatch(hook.Tool, tool)));

    private async Task<CommandResult> RunAsync(HookOptions hook, HookInput input, CancellationToken cancellationToken)
    {
        if (commands.UnsandboxedBecause is { } because && hook.IsProjects)
            return new CommandResult { ExitCode = null, Output = "", Duration = TimeSpan.Zero, Fault = $"a repository's hook runs only in the sandbox, and there is none: {because}" };
        return await commands.RunAsync(
            new CommandRequest { Command = hook.Command, WorkingFolder = root, Timeout = hook.Timeout, Input = JsonSerializer.Serialize(input, HookJson.Default.HookInput) + "\n" }, cancellationToken);
    }

    private HookInput Input(string moment, ToolAction? action, string? arguments, ToolResult? result) => new(
        moment, _session, action?.Tool, action?.Summary, Json(arguments), action is null ? null : [.. action.Reads, .. action.Writes],
        result is null ? null : ToolText.Cap(result.Text, MaxResult), result?.IsError, root);

    private static JsonElement? Json(string? arguments)
    {
        if (arguments is null)
            return null;
        try
        {
            using var document = JsonDocument.Parse(arguments);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Reason(HookOptions hook, CommandResult ended)
    {
        var said = ended.Fault ?? (ended.TimedOut ? $"not done after {hook.Timeout.TotalSeconds:0.#} s" : ended.Output.Trim());
        return ToolText.Cap(said.Length == 0 ? $"exit code {ended.ExitCode} of '{hook.Command}'" : said, MaxOutput);
    }
}
