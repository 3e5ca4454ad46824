using Tandem.Providers.Chat;

namespace Tandem.Providers.Wire;

/// <summary>Names of the tools whose results a conversation holds, for dialects that tie a result to its call by name.</summary>
internal static class ToolNames
{
    public static IReadOnlyDictionary<string, string> ById(ChatRequest chat)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var call in chat.Messages.SelectMany(message => message.Parts).OfType<ToolCallPart>()) names[call.Id] = call.Name;
        return names;
    }

    public static string Of(ToolResultPart result, IReadOnlyDictionary<string, string> names) => result.Name ?? names.GetValueOrDefault(result.CallId, "tool");
}

/// <summary>Ids for calls of dialects that have none: results take the oldest open call of their name.</summary>
internal sealed class ToolIds
{
    private readonly List<(string Id, string Name)> open = [];
    private int count;

    public string Call(string name, string? id)
    {
        var mine = string.IsNullOrEmpty(id) ? $"call_{count}" : id;
        count++;
        open.Add((mine, name));
        return mine;
    }

    public string Result(string? name, string? id)
    {
        var at = id is not null ? open.FindIndex(call => call.Id == id) : open.FindIndex(call => name is null || call.Name == name);
        if (at < 0) return id ?? $"call_{count++}";
        var found = open[at].Id;
        open.RemoveAt(at);
        return found;
    }
}
