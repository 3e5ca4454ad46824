using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ModelContextProtocol.Protocol;
using Tandem.Agent.Tools;
using Tandem.Providers.Chat;
using Tandem.Routing;

namespace Tandem.Agent.Mcp;

/// <summary>A tool of an MCP server. What it does is outside: permissions decide on every call, and its text is others'.</summary>
internal sealed class McpTool : ITool
{
    private const int MaxDescription = 1_024;

    private readonly McpServer _server;
    private readonly string _tool;
    private readonly bool _isDestructive;
    private readonly string _hash;

    public McpTool(McpServer server, Tool tool, string name)
    {
        _server = server;
        _tool = tool.Name;
        // Only a server that says so is taken to destroy nothing (MCP: destructiveHint defaults to true, and is void where readOnlyHint is true).
        _isDestructive = tool.Annotations is not { ReadOnlyHint: true } and not { DestructiveHint: false };
        var schema = tool.InputSchema.GetRawText();
        var description = McpText.Clean(tool.Description ?? tool.Title, MaxDescription);
        Definition = new ToolDefinition(name, $"{description} (MCP server '{server.Options.Name}')".Trim(), schema);
        _hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{server.Identity}\0{_tool}\0{tool.Description}\0{schema}\0{_isDestructive}")))[..16];
    }

    public ToolDefinition Definition { get; }

    public ToolAccess Access => ToolAccess.Outside;

    public PreparedCall Prepare(JsonElement arguments)
    {
        if (arguments.ValueKind != JsonValueKind.Object)
            throw new ToolArgumentsException("The arguments must be a JSON object.");
        var isChanged = _server.Pins.IsChanged(Definition.Name, _hash);
        var action = new ToolAction
        {
            Tool = Definition.Name,
            Access = ToolAccess.Outside,
            Summary = $"{_server.Options.Name}: {McpText.Clean(_tool, 100)}{(_isDestructive ? " (may change things)" : " (reads only, says the server)")}",
            Detail = $"{McpText.Clean(_tool, 200)} {arguments.GetRawText()}\nserver: {_server.Options.Shown}\ntool version: {_hash}{(isChanged ? "\nThe server, or what it says of this tool, has changed since it was last allowed." : "")}",
            // A user's rule names the server; it does not reach what the server has become since.
            Destination = isChanged ? $"{_server.Options.Name} (changed)" : _server.Options.Name,
        };
        return new PreparedCall(action, (scope, token) => RunAsync(arguments, scope, token));
    }

    private async Task<ToolResult> RunAsync(JsonElement arguments, ToolScope scope, CancellationToken cancellationToken)
    {
        if (scope.DataClass == DataClass.Private && _server.Options.EffectiveZone == Zone.External)
            return ToolResult.Error($"Not called: the conversation holds private text, and the MCP server '{_server.Options.Name}' is outside the house.");
        _server.Pins.Allow(Definition.Name, _hash);
        var (result, problem) = await _server.CallAsync(_tool, arguments, cancellationToken);
        if (result is null)
            return ToolResult.Error(problem!) with { IsUntrusted = true };
        var text = ToolText.Cap(McpText.Clean(McpText.Of(result), BoundedStream.MaxMessageBytes), ToolResult.MaxLength);
        return new ToolResult { Text = text.Length == 0 ? "(no output)" : text, IsError = result.IsError == true, IsUntrusted = true };
    }
}
