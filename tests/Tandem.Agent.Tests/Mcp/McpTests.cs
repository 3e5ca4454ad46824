using System.Text.Json;
using Tandem.Agent.Commands;
using Tandem.Agent.Mcp;
using Tandem.Agent.Tools;
using Tandem.Agent.Turns;
using Tandem.Pipeline.Ids;
using Tandem.Routing;

namespace Tandem.Agent.Tests.Mcp;

public sealed class McpTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tandem-mcp-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public McpTests() => File.Copy(Path.Combine(AppContext.BaseDirectory, "Mcp", "server.sh"), Path.Combine(_folder.FullName, "server.sh"));

    [Fact]
    public async Task Tools_are_outside_their_text_is_untrusted_and_no_control_character_gets_through()
    {
        await using var hub = await ConnectAsync();

        var echo = Tool(hub, "echo");
        var prepared = echo.Prepare(Json("""{"text":"hi"}"""));
        var result = await prepared.RunAsync(Scope(), Token);

        Assert.Null(Assert.Single(hub.States).Problem);
        Assert.Equal(ToolAccess.Outside, echo.Access);
        Assert.Equal("mcp__fake__echo", echo.Definition.Name);
        Assert.Equal("Says it[31m back. (MCP server 'fake')", echo.Definition.Description);
        Assert.Equal("fake", prepared.Action.Destination);
        Assert.Contains("reads only", prepared.Action.Summary);
        Assert.True(result.IsUntrusted);
        Assert.Equal("echo]0;x hello\n[image, image/png: not shown]", result.Text);
    }

    [Fact]
    public async Task An_unannotated_tool_counts_as_destructive_and_its_error_is_a_result()
    {
        await using var hub = await ConnectAsync();

        var prepared = Tool(hub, "delete").Prepare(Json("{}"));
        var result = await prepared.RunAsync(Scope(), Token);

        Assert.Contains("may change things", prepared.Action.Summary);
        Assert.True(result is { IsError: true, IsUntrusted: true, Text: "gone" });
    }

    [Theory]
    [InlineData("huge", 30)] // Ends by its size.
    [InlineData("endless", 0.4)] // Writes and is read at full speed until its time is up.
    [InlineData("silent", 0.4)]
    [InlineData("garbage", 0.4)]
    [InlineData("die", 30)]
    public async Task A_server_that_misbehaves_ends_its_call_with_bounded_memory(string tool, double seconds)
    {
        await using var hub = await ConnectAsync(seconds);
        var called = Tool(hub, tool).Prepare(Json("{}"));
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var result = await called.RunAsync(Scope(), Token);

        Assert.True(result.IsError);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 64L * 1024 * 1024);
        Assert.Contains("MCP server 'fake'", result.Text);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_state_and_no_failure()
    {
        await using var hub = await McpHub.ConnectAsync(
            [Options() with { Name = "absent", Command = "/nowhere/at-all", Arguments = [], StartTimeout = TimeSpan.FromSeconds(5) }, Options()], Starter(), gate: null, dataFolder: null, TimeProvider.System, Token);

        Assert.NotNull(hub.States[0].Problem);
        Assert.Null(hub.States[1].Problem);
        Assert.All(hub.Tools, tool => Assert.StartsWith("mcp__fake__", tool.Definition.Name));
    }

    [Fact]
    public async Task Private_text_goes_to_no_server_outside()
    {
        await using var hub = await ConnectAsync(zone: Zone.External);

        var result = await Tool(hub, "echo").Prepare(Json("{}")).RunAsync(Scope() with { DataClass = DataClass.Private }, Token);

        Assert.True(result.IsError);
        Assert.Contains("holds private text", result.Text);
    }

    [Fact]
    public async Task A_rule_for_a_server_does_not_reach_what_it_became_since()
    {
        var data = Path.Combine(_folder.FullName, "data");
        await using (var first = await ConnectAsync(data: data))
            await Tool(first, "echo").Prepare(Json("{}")).RunAsync(Scope(), Token);
        await using var same = await ConnectAsync(data: data);
        await using var other = await ConnectAsync(data: data, greeting: "changed");

        Assert.Equal("fake", Tool(same, "echo").Prepare(Json("{}")).Action.Destination);
        Assert.Equal("fake (changed)", Tool(other, "echo").Prepare(Json("{}")).Action.Destination);
        Assert.Contains("has changed since it was last allowed", Tool(other, "echo").Prepare(Json("{}")).Action.Detail);
    }

    [Fact]
    public async Task In_the_sandbox_a_server_cannot_change_the_workspace()
    {
        var starter = Starter(isSandboxOff: false);
        if (new CommandRunner(Where(isSandboxOff: false)).UnsandboxedBecause is { } because)
            Assert.Skip($"There is no sandbox here: {because}");
        await using var hub = await McpHub.ConnectAsync([Options()], starter, gate: null, dataFolder: null, TimeProvider.System, Token);

        var result = await Tool(hub, "touch").Prepare(Json("{}")).RunAsync(Scope(), Token);

        Assert.True(Assert.Single(hub.States).IsSandboxed);
        Assert.Equal("read-only", result.Text);
    }

    [Fact]
    public void Reads_a_projects_file_and_names_what_is_wrong()
    {
        var file = Path.Combine(_folder.FullName, ".mcp.json");
        File.WriteAllText(file, """{"mcpServers": {"a": {"command": "npx", "args": ["x"], "env": {"K": "${HOME}"}}, "b": {"url": "https://example.com/mcp"}, "c": {}, "d": {"url": "file:///etc"}}}""");

        var (servers, faults) = McpFile.Read(file);

        Assert.Equal(["a", "b"], servers.Select(server => server.Name));
        Assert.Equal("${HOME}", servers[0].Environment["K"]);
        Assert.Equal((Zone.Local, Zone.External), (servers[0].EffectiveZone, servers[1].EffectiveZone));
        Assert.Equal(["mcpServers.c", "mcpServers.d"], faults.Select(fault => fault.Key));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<McpHub> ConnectAsync(double callSeconds = 30, Zone? zone = null, string? data = null, string greeting = "hello") => McpHub.ConnectAsync(
        [Options() with { CallTimeout = TimeSpan.FromSeconds(callSeconds), Zone = zone, Environment = new Dictionary<string, string> { ["GREETING"] = greeting } }],
        Starter(), gate: null, data, TimeProvider.System, Token);

    private McpServerOptions Options() => new() { Name = "fake", Command = "/bin/sh", Arguments = [Path.Combine(_folder.FullName, "server.sh")], StartTimeout = TimeSpan.FromSeconds(60) };

    private ServerStarter Starter(bool isSandboxOff = true) => new CommandRunner(Where(isSandboxOff)).Servers;

    private CommandRunnerOptions Where(bool isSandboxOff) => new()
    {
        Workspace = _folder.FullName,
        DataFolder = Path.Combine(_folder.FullName, "data"),
        Environment = new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin" },
        HomeFolder = "/nonexistent-home",
        IsSandboxOff = isSandboxOff,
    };

    private static ITool Tool(McpHub hub, string name) => hub.Tools.Single(tool => tool.Definition.Name == $"mcp__fake__{name}");

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;

    internal static ToolScope Scope() => new() { Session = SessionId.New(TimeProvider.System.GetUtcNow()), CallId = "call_1", Listener = new Silent(), DataClass = DataClass.Shareable };

    private sealed class Silent : IAgentListener
    {
        public ValueTask OnAsync(AgentEvent agentEvent, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
