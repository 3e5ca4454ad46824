using Tandem.Agent.Commands;
using Tandem.Agent.Tools;
using Tandem.Egress;

namespace Tandem.Agent.Mcp;

/// <summary>The MCP servers of a session.</summary>
public sealed class McpHub : IAsyncDisposable
{
    private readonly IReadOnlyList<McpServer> _servers;

    private McpHub(IReadOnlyList<McpServer> servers) => _servers = servers;

    /// <summary>Tools of every server that is there.</summary>
    public IReadOnlyList<ITool> Tools => [.. _servers.SelectMany(server => server.Tools)];

    /// <summary>For <c>/mcp</c>: every configured server, those that cannot be used with the reason.</summary>
    public IReadOnlyList<McpServerState> States => [.. _servers.Select(server => server.State)];

    /// <summary>Connects to all at the same time; each until its own deadline. One that fails is in <see cref="States"/>.</summary>
    /// <param name="starter">Null = servers by command cannot be used.</param>
    /// <param name="dataFolder">Where is kept what was allowed; null = in memory only.</param>
    public static async Task<McpHub> ConnectAsync(
        IReadOnlyList<McpServerOptions> servers, ServerStarter? starter, IEgressGate? gate, string? dataFolder, TimeProvider time, CancellationToken cancellationToken)
    {
        var pins = new McpPins(dataFolder);
        var hub = new McpHub([.. servers.Select(options => new McpServer(options, starter, gate, pins, time))]);
        try
        {
            await Task.WhenAll(hub._servers.Select(server => server.ConnectAsync(cancellationToken)));
            return hub;
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
    }
}
