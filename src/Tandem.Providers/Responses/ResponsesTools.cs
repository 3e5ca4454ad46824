namespace Tandem.Providers.Responses;

/// <summary>Tools of a responses request. Nested ones (<c>namespace</c>) are offered flat, and their calls name the namespace again.</summary>
internal static class ResponsesTools
{
    public static IEnumerable<ResponsesTool> Functions(IReadOnlyList<ResponsesTool>? tools, Action<string> onDropped)
    {
        foreach (var tool in tools ?? [])
        {
            if (tool is { Type: "function", Name: not null }) yield return tool;
            else if (tool.Type == "namespace")
            {
                foreach (var inner in Functions(tool.Tools, onDropped)) yield return inner;
            }
            else onDropped($"tools[{tool.Type ?? "?"}]");
        }
    }

    /// <summary>Name of a nested tool → its namespace.</summary>
    public static IReadOnlyDictionary<string, string> Namespaces(IReadOnlyList<ResponsesTool>? tools)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var space in (tools ?? []).Where(tool => tool is { Type: "namespace", Name: not null }))
        {
            foreach (var inner in Functions(space.Tools, static _ => { })) names[inner.Name!] = space.Name!;
        }

        return names;
    }

    /// <summary>Tools as an answer repeats them: <c>strict</c> and <c>parameters</c> filled in, what was not offered left out.</summary>
    public static IReadOnlyList<ResponsesTool> Echo(IReadOnlyList<ResponsesTool>? tools) =>
        [.. Functions(tools, static _ => { }).Select(tool => tool with { Strict = tool.Strict ?? false, Parameters = tool.Parameters ?? new("{}") })];
}
