using System.Text.Json;

namespace Tandem.Agent.Edits.Formats;

/// <summary>The JSON arguments of an edit tool: one object, a list of them, or objects between prose.</summary>
/// <remarks>Names are taken as Claude Code, Codex-like tools and VS Code spell them. A member that comes twice is refused: two readers could
/// read it differently.</remarks>
internal sealed class StringReplaceParser(Reply reply, string? target)
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Disallow, MaxDepth = 16 };

    private readonly List<FileChange> _changes = [];
    private int _number;

    public static bool StartsAt(string text)
    {
        var start = text.AsSpan().TrimStart();
        return start is ['{', ..] or ['[', ..] && (start.Contains("old_str", StringComparison.Ordinal) || start.Contains("oldString", StringComparison.Ordinal)
            || start.Contains("new_str", StringComparison.Ordinal) || start.Contains("newString", StringComparison.Ordinal) || start.Contains("\"edits\"", StringComparison.Ordinal)
            || start.Contains("file_text", StringComparison.Ordinal));
    }

    public List<FileChange> Parse()
    {
        var calls = JsonBlocks.Find(reply.Text).ToList();
        if (calls.Count == 0) throw Reply.Malformed("The reply holds no JSON object.", Grammar);
        foreach (var call in calls)
        {
            try
            {
                using var document = JsonDocument.Parse(call, Options);
                ReadAny(document.RootElement);
            }
            catch (JsonException e)
            {
                throw Reply.Malformed($"The arguments are not valid JSON: {e.Message}", "Send the call again as one complete JSON object, with quotes and line breaks inside strings escaped.");
            }
        }
        if (_changes.Count == 0) throw Reply.Malformed("The call holds no edit.", Grammar);
        // A call of several edits numbers them in messages; a single one needs no number.
        return _number > 1 ? _changes : _changes.ConvertAll(change => change is ReplaceText single ? single with { Number = 0 } : change);
    }

    private static string Grammar => "Send {\"path\", \"old_string\", \"new_string\", \"replace_all\"?} or {\"path\", \"edits\": [{\"old_string\", \"new_string\"}]}.";

    private void ReadAny(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) ReadAny(item);
            return;
        }
        if (element.ValueKind != JsonValueKind.Object) throw Reply.Malformed("The arguments are not a JSON object.", Grammar);
        foreach (var wrapper in (ReadOnlySpan<string>)["arguments", "input", "parameters"])
        {
            if (!element.TryGetProperty(wrapper, out var inner)) continue;
            if (inner.ValueKind == JsonValueKind.String)
            {
                using var document = JsonDocument.Parse(inner.GetString()!, Options);
                ReadAny(document.RootElement);
                return;
            }
            ReadAny(inner);
            return;
        }
        ReadCall(element);
    }

    private void ReadCall(JsonElement call)
    {
        var path = Text(call, "path", "file_path", "filePath", "filepath", "file") ?? target ?? throw Missing("path");
        if (call.TryGetProperty("edits", out var edits))
        {
            if (edits.ValueKind != JsonValueKind.Array || edits.GetArrayLength() == 0) throw Reply.Malformed("`edits` is not a list with at least one edit.", Grammar, path);
            foreach (var edit in edits.EnumerateArray())
            {
                if (edit.ValueKind != JsonValueKind.Object) throw Reply.Malformed("An entry of `edits` is not an object.", Grammar, path);
                ReadEdit(edit, Text(edit, "path", "file_path", "filePath") ?? path);
            }
            return;
        }
        if (Text(call, "file_text", "content") is { } content && Text(call, "old_string", "old_str", "oldString", "oldText") is null)
        {
            _changes.Add(new CreateFile(path, Unify(content)));
            return;
        }
        ReadEdit(call, path);
    }

    private void ReadEdit(JsonElement edit, string path)
    {
        var old = Text(edit, "old_string", "old_str", "oldString", "oldText", "search") ?? throw Missing("old_string", path);
        var @new = Text(edit, "new_string", "new_str", "newString", "newText", "replace") ?? throw Missing("new_string", path);
        _changes.Add(new ReplaceText(path, Unify(old), Unify(@new), Flag(edit, path), ++_number));
    }

    private static string Unify(string text) => text.TrimStart('\ufeff').Replace("\r\n", "\n", StringComparison.Ordinal);

    private static EditRefusedException Missing(string name, string? path = null) => Reply.Malformed($"The call has no `{name}`.", Grammar, path);

    private static string? Text(JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!element.TryGetProperty(name, out var value)) continue;
            if (value.ValueKind != JsonValueKind.String) throw Reply.Malformed($"`{name}` is not a string.", Grammar);
            try
            {
                return value.GetString();
            }
            catch (InvalidOperationException)
            {
                throw Reply.Malformed($"`{name}` holds half of a surrogate pair.", "Write characters beyond U+FFFF as they are, or as both halves.");
            }
        }
        return null;
    }

    private static bool Flag(JsonElement edit, string path)
    {
        if (!edit.TryGetProperty("replace_all", out var value) && !edit.TryGetProperty("replaceAll", out value)) return false;
        return value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False or JsonValueKind.Null => false,
            JsonValueKind.String when bool.TryParse(value.GetString(), out var flag) => flag,
            _ => throw Reply.Malformed("`replace_all` is neither true nor false.", Grammar, path),
        };
    }
}
