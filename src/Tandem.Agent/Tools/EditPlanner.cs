using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tandem.Agent.Edits;
using Tandem.Agent.Turns;
using Tandem.Egress.Secrets;

namespace Tandem.Agent.Tools;

/// <summary>Works out an edit of a tool call, so that what is approved is what is written; refuses what is based on an outdated reading.</summary>
internal sealed partial class EditPlanner(WorkspaceFiles files, SecretPlaceholders placeholders)
{
    private readonly EditEngine _engine = new();

    /// <param name="tool">The tool's name.</param>
    /// <param name="text">Edits as the model wrote them; with <paramref name="changes"/> unused.</param>
    /// <param name="mustBeRead">An existing file must have been read before: its whole content is replaced.</param>
    public PreparedCall Prepare(string tool, string text, EditFormat format, IReadOnlyList<FileChange>? changes = null, bool mustBeRead = false)
    {
        var plan = EditEngine.Plan(new EditRequest { Root = files.Root, Text = text, Format = format }, changes);
        var error = plan.Error ?? Stale(plan.Outcome!, mustBeRead) ?? Unknown(plan.Outcome!);
        if (error is not null)
            return new PreparedCall(
                new ToolAction { Tool = tool, Access = ToolAccess.ReadOnly, Summary = $"edit {error.Path ?? ""} (refused: {Name(error.Kind)})" },
                (_, _) => Task.FromResult(Refusal(error)));

        var outcome = plan.Outcome!;
        var diff = DiffText.Of(outcome.Writes);
        var action = new ToolAction
        {
            Tool = tool,
            Access = ToolAccess.Edit,
            Summary = string.Join(", ", outcome.Files.Select(Say)),
            Detail = diff,
            Writes = [.. outcome.Writes.Select(write => write.Place.Relative).Distinct()],
        };
        return new PreparedCall(action, (scope, token) => CommitAsync(plan, diff, scope, token));
    }

    /// <summary>The text with secrets in place of their placeholders.</summary>
    public string Restore(string text) => placeholders.Restore(text);

    /// <summary>The same in every string of a JSON object.</summary>
    public string Restore(JsonElement arguments)
    {
        var text = arguments.GetRawText();
        if (!text.Contains("[REDACTED:", StringComparison.Ordinal))
            return text;
        var node = JsonNode.Parse(text)!;
        Restore(node);
        return node.ToJsonString();
    }

    private async Task<ToolResult> CommitAsync(PlannedEdit plan, string diff, ToolScope scope, CancellationToken cancellationToken)
    {
        var result = _engine.Commit(plan);
        if (result.Error is { } error)
            return Refusal(error);
        foreach (var write in plan.Outcome!.Writes)
            if (write.Bytes is { } bytes) files.Marks.Set(write.Place.Relative, bytes);
            else files.Marks.Remove(write.Place.Relative);
        await scope.Listener.OnAsync(new FilesEdited(scope.CallId, result.Files, ToolText.Cap(diff, ToolResult.MaxLength)), cancellationToken);
        return ToolResult.Of("Done: " + string.Join(", ", result.Files.Select(Say))) with { Changed = [.. result.Files.Select(file => file.Path)] };
    }

    private EditError? Stale(Outcome outcome, bool mustBeRead)
    {
        foreach (var write in outcome.Writes)
        {
            if (write.OnDisk is not { } bytes) continue;
            var current = files.Marks.IsCurrent(write.Place.Relative, bytes);
            if (current == false)
                return new EditError
                {
                    Kind = EditErrorKind.Stale, Path = write.Place.Relative,
                    Message = $"`{write.Place.Relative}` changed since you read it: the user, a command or a formatter wrote to it.",
                    Hint = "Read it again and base the edit on what it holds now.",
                };
            if (current is null && mustBeRead)
                return new EditError
                {
                    Kind = EditErrorKind.Stale, Path = write.Place.Relative,
                    Message = $"`{write.Place.Relative}` exists and you have not read it.", Hint = "Read it first, or edit a part of it.",
                };
        }

        return null;
    }

    /// <summary>A placeholder whose secret is not known (of an earlier run, or invented) would be written over the secret itself.</summary>
    private static EditError? Unknown(Outcome outcome)
    {
        foreach (var write in outcome.Writes)
        {
            var before = write.OnDisk is null ? [] : Placeholders(write.OnDisk);
            if (write.Bytes is null || Placeholders(write.Bytes).Except(before).FirstOrDefault() is not { } stranger) continue;
            return new EditError
            {
                Kind = EditErrorKind.Elided, Path = write.Place.Relative, Message = $"`{stranger}` stands for a secret that is not known here.",
                Hint = "Read the file again and copy the placeholder exactly, or leave that line out of the edit.",
            };
        }

        return null;
    }

    private static HashSet<string> Placeholders(byte[] bytes) =>
        bytes.AsSpan().IndexOf("[REDACTED:"u8) < 0 ? [] : [.. Placeholder().Matches(Encoding.UTF8.GetString(bytes)).Select(match => match.Value)];

    [GeneratedRegex(@"\[REDACTED:[^\]\s]{1,60}:[0-9a-f]{8}\]", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();

    private static void Restore(JsonNode node, SecretPlaceholders placeholders)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (name, value) in map.ToList())
                    if (value is JsonValue text && text.TryGetValue<string>(out var words)) map[name] = placeholders.Restore(words);
                    else if (value is not null) Restore(value, placeholders);
                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                    if (list[i] is JsonValue text && text.TryGetValue<string>(out var words)) list[i] = placeholders.Restore(words);
                    else if (list[i] is { } inner) Restore(inner, placeholders);
                break;
        }
    }

    private void Restore(JsonNode node) => Restore(node, placeholders);

    private static ToolResult Refusal(EditError error) => ToolResult.Error(
        $"Refused ({Name(error.Kind)}), nothing was changed: {(error.Path is null ? "" : error.Path + ": ")}{error.Message}{(error.Hint is null ? "" : "\n" + error.Hint)}");

    private static string Name(EditErrorKind kind) => JsonSerializer.Serialize(kind, EditNames.Default.EditErrorKind).Trim('"');

    private static string Say(EditedFile file) => file.Action switch
    {
        FileAction.Add => $"add {file.Path}",
        FileAction.Delete => $"delete {file.Path}",
        FileAction.Rename => $"rename {file.From} to {file.Path}",
        _ => $"edit {file.Path}",
    };
}
