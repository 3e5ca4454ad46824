using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Tandem.Agent.Commands;
using Tandem.Agent.Tools;
using Tandem.Egress;
using Tandem.Routing;
using Tandem.Routing.Rules;

namespace Tandem.Agent.Mcp;

/// <summary>A connection to one MCP server. Whatever the server does, each call ends at its deadline.</summary>
internal sealed partial class McpServer(McpServerOptions options, ServerStarter? starter, IEgressGate? gate, McpPins pins, TimeProvider time) : IAsyncDisposable
{
    private const int MaxTools = 128;
    private const int MaxSchema = 16_000;
    private const int MaxName = 64;
    private static readonly TimeSpan EndGrace = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _broken = new();
    private readonly List<BoundedStream> _streams = [];
    private McpClient? _client;
    private ServerProcess? _process;
    private string? _problem;

    public McpServerOptions Options => options;

    public McpPins Pins => pins;

    public IReadOnlyList<ITool> Tools { get; private set; } = [];

    /// <summary>What is approved with a server: how it is started, with which environment, or where it is.</summary>
    public string Identity { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0',
    [
        options.Command ?? "", .. options.Arguments, "\u0001", .. options.Environment.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"),
        "\u0001", options.Url?.AbsoluteUri ?? "", $"{options.MayUseNetwork}",
    ]))));

    public McpServerState State => new(
        options.Name, options.Origin, options.Shown, _process?.IsSandboxed ?? false, options.EffectiveZone == Zone.Local ? "local" : "external",
        [.. Tools.Select(tool => tool.Definition.Name)], _problem);

    /// <summary>Connects and reads the tools. A failure is a state, not an exception.</summary>
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.StartTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _broken.Token, cancellationToken);
        try
        {
            var transport = await TransportAsync();
            _client = await McpClient.CreateAsync(
                transport, new McpClientOptions { ClientInfo = new Implementation { Name = "tandem", Version = "0.1" }, InitializationTimeout = options.StartTimeout }, loggerFactory: null, either.Token)
                .WaitAsync(either.Token);
            var listed = await _client.ListToolsAsync((RequestOptions?)null, either.Token).AsTask().WaitAsync(either.Token);
            Tools = Offered(listed.Select(tool => tool.ProtocolTool));
        }
        catch (Exception failure) when (failure is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            _problem = deadline.IsCancellationRequested ? $"not ready after {options.StartTimeout.TotalSeconds:0.#} s" : Words(failure);
            await EndAsync();
        }
    }

    /// <summary>Null and a problem where there is no result: the deadline, an end of the server, an error of the protocol.</summary>
    public async Task<(CallToolResult? Result, string? Problem)> CallAsync(string tool, JsonElement arguments, CancellationToken cancellationToken)
    {
        if (_client is not { } client || _problem is not null)
            return (null, $"The MCP server '{options.Name}' is not there: {_problem ?? "not connected"}.");
        foreach (var stream in _streams)
            stream.AllowMore();
        using var deadline = new CancellationTokenSource(options.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _broken.Token, cancellationToken);
        try
        {
            var call = new CallToolRequestParams { Name = tool, Arguments = arguments.EnumerateObject().ToDictionary(one => one.Name, one => one.Value.Clone()) };
            return (await client.CallToolAsync(call, either.Token).AsTask().WaitAsync(either.Token), null);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (deadline.IsCancellationRequested)
                return (null, $"The MCP server '{options.Name}' did not answer within {options.CallTimeout.TotalSeconds:0.#} s.");
            if (failure is McpException refused && !_broken.IsCancellationRequested)
                return (null, $"The MCP server '{options.Name}' refused the call: {McpText.Clean(refused.Message, 1_000)}");
            _problem = _broken.IsCancellationRequested ? "it sent far too much and was cut off" : Words(failure);
            await EndAsync();
            return (null, $"The MCP server '{options.Name}' broke off: {_problem}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _broken.Dispose();
    }

    private async Task<IClientTransport> TransportAsync()
    {
        if (options.Command is { } command)
        {
            if (starter is null)
                throw new IOException("it is not started, as this program runs no commands");
            _process = await starter.StartAsync(command, options.Arguments, options.Environment, options.MayUseNetwork);
            return new StreamClientTransport(_process.Input, Bounded(_process.Output, MessageEnd.Line), loggerFactory: null!);
        }

        if (gate is null || options.Url is not { } url)
            throw new IOException("it has neither a command nor an address");
        if (url.Scheme != Uri.UriSchemeHttps && !url.IsLoopback && options.Zone != Zone.Local)
            throw new IOException("an address outside this machine must begin with https");
        var pass = new EgressPass
        {
            Destination = $"mcp:{options.Name}",
            Zone = options.EffectiveZone,
            DataClass = options.EffectiveZone == Zone.External ? DataClass.Shareable : DataClass.Private, // A call with private text never comes so far.
            ClassRule = "mcp: checked before the call",
            WholeAnswer = true,
            Deadlines = new EgressDeadlines { Headers = options.CallTimeout, FirstToken = options.CallTimeout },
        };
        return new HttpClientTransport(
            new HttpClientTransportOptions
            {
                Endpoint = url,
                Name = options.Name,
                TransportMode = HttpTransportMode.StreamableHttp,
                AdditionalHeaders = options.Headers.ToDictionary(pair => pair.Key, pair => pair.Value),
                EnableStandaloneGetStream = false,
                MaxReconnectionAttempts = 0,
                ConnectionTimeout = options.StartTimeout,
            },
            EgressClients.Create(gate, pass, (body, type) => Bounded(body, type == "text/event-stream" ? MessageEnd.EmptyLine : MessageEnd.Stream)),
            loggerFactory: null, ownsHttpClient: true);
    }

    private BoundedStream Bounded(Stream stream, MessageEnd end)
    {
        var bounded = new BoundedStream(stream, end, Break);
        if (end == MessageEnd.Line)
            _streams.Add(bounded); // Each HTTP answer has a stream of its own, that begins anew.
        return bounded;
    }

    private void Break()
    {
        try { _broken.Cancel(); }
        catch (ObjectDisposedException) { } // It is over already.
    }

    private List<ITool> Offered(IEnumerable<Tool> listed)
    {
        var tools = new List<ITool>();
        foreach (var tool in listed.Take(MaxTools))
        {
            if (options.Tools.Count > 0 && !options.Tools.Any(glob => PathGlob.IsMatch(glob, tool.Name)))
                continue;
            if (tool.InputSchema.GetRawText().Length > MaxSchema)
                continue; // It would fill the context of a small model by itself.
            var name = $"mcp__{Unusual().Replace(options.Name, "_")}__{Unusual().Replace(tool.Name, "_")}";
            name = name.Length <= MaxName ? name : name[..MaxName];
            if (!tools.Exists(other => other.Definition.Name == name))
                tools.Add(new McpTool(this, tool, name));
        }

        return tools;
    }

    private async Task EndAsync()
    {
        if (Interlocked.Exchange(ref _client, null) is { } client)
            await Task.WhenAny(client.DisposeAsync().AsTask(), Task.Delay(EndGrace, CancellationToken.None)); // A server that hangs must not hold the session.
        if (_process is not null)
            await _process.DisposeAsync();
        Tools = _problem is null ? Tools : [];
    }

    private static string Words(Exception failure) => McpText.Clean(failure is AggregateException { InnerException: { } inner } ? inner.Message : failure.Message, 300).Replace('\n', ' ').TrimEnd('.');

    [GeneratedRegex("[^A-Za-z0-9_-]")]
    private static partial Regex Unusual();
}
