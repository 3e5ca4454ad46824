using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Tandem.Agent.Mcp;
using Tandem.Egress;
using Tandem.TestKit;

namespace Tandem.Agent.Tests.Mcp;

public sealed class McpHttpTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Speaks_streamable_http_through_the_egress_gate()
    {
        await using var server = await StartAsync();
        var audit = new RecordingAudit();
        using var gate = new EgressGate(new EgressOptions(), audit, TimeProvider.System);
        await using var hub = await McpHub.ConnectAsync([Options(server)], starter: null, gate, dataFolder: null, TimeProvider.System, Token);

        var result = await hub.Tools.Single(tool => tool.Definition.Name == "mcp__web__echo").Prepare(Json("{}")).RunAsync(McpTests.Scope(), Token);

        Assert.Equal("over http", result.Text);
        Assert.NotEmpty(audit.Entries);
        Assert.All(audit.Entries, entry => Assert.Equal("mcp:web", entry.Destination));
    }

    [Fact]
    public async Task An_endless_answer_ends_the_call()
    {
        await using var server = await StartAsync();
        using var gate = new EgressGate(new EgressOptions(), new RecordingAudit(), TimeProvider.System);
        await using var hub = await McpHub.ConnectAsync([Options(server)], starter: null, gate, dataFolder: null, TimeProvider.System, Token);

        var result = await hub.Tools.Single(tool => tool.Definition.Name == "mcp__web__endless").Prepare(Json("{}")).RunAsync(McpTests.Scope(), Token);

        Assert.True(result.IsError);
    }

    [Fact]
    public async Task An_address_outside_must_be_https()
    {
        using var gate = new EgressGate(new EgressOptions(), new RecordingAudit(), TimeProvider.System);
        await using var hub = await McpHub.ConnectAsync(
            [new McpServerOptions { Name = "web", Url = new Uri("http://example.com/mcp") }], starter: null, gate, dataFolder: null, TimeProvider.System, Token);

        Assert.Contains("https", Assert.Single(hub.States).Problem);
    }

    private static McpServerOptions Options(WebApplication server) => new()
    {
        Name = "web", Url = new Uri($"{server.Urls.First()}/mcp"), StartTimeout = TimeSpan.FromSeconds(60), CallTimeout = TimeSpan.FromSeconds(30),
    };

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync(Token);
        return app;
    }

    private static async Task AnswerAsync(HttpContext http)
    {
        if (http.Request.Method != "POST")
        {
            http.Response.StatusCode = 405;
            return;
        }

        using var request = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        if (!request.RootElement.TryGetProperty("id", out var id))
        {
            http.Response.StatusCode = 202;
            return;
        }

        var text = request.RootElement.ToString();
        if (text.Contains("\"endless\"", StringComparison.Ordinal))
        {
            http.Response.ContentType = "text/event-stream";
            var block = Encoding.UTF8.GetBytes("data: " + new string('x', 64 * 1024) + "\n");
            while (!http.RequestAborted.IsCancellationRequested)
                await http.Response.Body.WriteAsync(block, http.RequestAborted);
            return;
        }

        var result = request.RootElement.GetProperty("method").GetString() switch
        {
            "initialize" => """{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"web","version":"1"}}""",
            "tools/list" => """{"tools":[{"name":"echo","inputSchema":{"type":"object"}},{"name":"endless","inputSchema":{"type":"object"}}]}""",
            "tools/call" => """{"content":[{"type":"text","text":"over http"}]}""",
            _ => null,
        };
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(
            result is null
                ? "{\"jsonrpc\":\"2.0\",\"id\":" + id.GetRawText() + ",\"error\":{\"code\":-32601,\"message\":\"no\"}}"
                : "{\"jsonrpc\":\"2.0\",\"id\":" + id.GetRawText() + ",\"result\":" + result + "}", http.RequestAborted);
    }

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;
}
