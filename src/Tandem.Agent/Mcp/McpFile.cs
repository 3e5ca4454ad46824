using System.Text.Json;
using Tandem.Agent.FrontMatter;

namespace Tandem.Agent.Mcp;

/// <summary>Reads a project's <c>.mcp.json</c>, as other agents write it: <c>{"mcpServers": {NAME: {"command", "args", "env"} | {"url", "headers"}}}</c>.</summary>
public static class McpFile
{
    public const string Name = ".mcp.json";

    /// <returns>The servers, and what is wrong. A variable <c>${NAME}</c> stays as it is: a repository must not read the user's environment.</returns>
    public static (IReadOnlyList<McpServerOptions> Servers, IReadOnlyList<FileFault> Faults) Read(string path)
    {
        var faults = new FaultList(path);
        if (MarkdownFile.ReadText(path, faults) is not { } text)
            return ([], faults.Faults);
        var servers = new List<McpServerOptions>();
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("mcpServers", out var entries) && entries.ValueKind == JsonValueKind.Object)
                foreach (var entry in entries.EnumerateObject())
                    if (Server(entry, faults) is { } server)
                        servers.Add(server);
        }
        catch (JsonException wrong)
        {
            faults.Add((int)(wrong.LineNumber ?? 0) + 1, "", "this is not valid JSON", "correct it");
        }

        return (servers, faults.Faults);
    }

    private static McpServerOptions? Server(JsonProperty entry, FaultList faults)
    {
        var key = $"mcpServers.{entry.Name}";
        if (entry.Value.ValueKind != JsonValueKind.Object)
        {
            faults.Add(1, key, "must be an object", "give it a 'command' or a 'url'");
            return null;
        }

        var command = Text(entry.Value, "command");
        var url = Text(entry.Value, "url");
        Uri? address = null;
        if (command is null && !(Uri.TryCreate(url, UriKind.Absolute, out address) && address.Scheme is "http" or "https"))
        {
            faults.Add(1, key, "has neither a command nor an address", "give it a 'command', or a 'url' that begins with https");
            return null;
        }

        return new McpServerOptions
        {
            Name = entry.Name,
            Command = command,
            Arguments = entry.Value.TryGetProperty("args", out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(one => one.ToString())] : [],
            Environment = Map(entry.Value, "env"),
            Url = address,
            Headers = Map(entry.Value, "headers"),
            Origin = "project",
        };
    }

    private static string? Text(JsonElement entry, string key) =>
        entry.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static Dictionary<string, string> Map(JsonElement entry, string key) =>
        entry.TryGetProperty(key, out var map) && map.ValueKind == JsonValueKind.Object ? map.EnumerateObject().ToDictionary(one => one.Name, one => one.Value.ToString()) : [];
}
