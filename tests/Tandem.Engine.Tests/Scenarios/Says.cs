using System.Text.Json;
using Tandem.ScriptedUpstream;

namespace Tandem.Engine.Tests.Scenarios;

/// <summary>What models answer in scenarios, in few words.</summary>
internal static class Says
{
    public static Reply Text(string text) => Reply.Stream(text);

    public static Reply Read(string path) => Call("read_file", new { path });

    public static Reply Write(string path, string content) => Call("write_file", new { path, content });

    public static Reply Edit(string path, string old_string, string new_string) => Call("edit_file", new { path, old_string, new_string });

    public static Reply Patch(string path, string before, string after) => Call("apply_patch", new { patch = PatchText(path, before, after) });

    public static Reply Run(string command, int? timeout_seconds = null) =>
        timeout_seconds is null ? Call("run_command", new { command }) : Call("run_command", new { command, timeout_seconds });

    public static Reply Call(string tool, object arguments) => Reply.ToolCall(tool, JsonSerializer.Serialize(arguments));

    /// <summary>One more call in the same answer.</summary>
    public static Reply And(this Reply reply, string tool, object arguments) => reply.ThenToolCall(tool, JsonSerializer.Serialize(arguments));

    private static string PatchText(string path, string before, string after) => $"*** Begin Patch\n*** Update File: {path}\n@@\n-{before}\n+{after}\n*** End Patch";
}
