using Tandem.ScriptedUpstream;

namespace Tandem.Cli.Tests;

public sealed class ExtensionTrustTests
{
    private const string Server = """
        while IFS= read -r line; do
          id=$(printf '%s' "$line" | sed -n 's/.*"id":\("[^"]*"\|[0-9]*\).*/\1/p')
          case $line in
            *'"initialize"'*) printf '{"jsonrpc":"2.0","id":%s,"result":{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"x","version":"1"}}}\n' "$id" ;;
            *'"tools/list"'*) printf '{"jsonrpc":"2.0","id":%s,"result":{"tools":[{"name":"echo","inputSchema":{"type":"object"}}]}}\n' "$id" ;;
            *'"tools/call"'*) printf '{"jsonrpc":"2.0","id":%s,"result":{"content":[{"type":"text","text":"the echo of the server"}]}}\n' "$id" ;;
            *'"id":'*) printf '{"jsonrpc":"2.0","id":%s,"error":{"code":-32601,"message":"no"}}\n' "$id" ;;
          esac
        done
        """;

    [Fact]
    public async Task Servers_of_a_repository_start_only_while_it_is_trusted_as_it_is()
    {
        await using var llama = await FakeUpstream.StartAsync(
            Reply.Stream("done"), Reply.ToolCall("mcp__ours__echo", "{}"), Reply.Stream("done"), Reply.ToolCall("mcp__ours__echo", "{}"), Reply.Stream("done"));
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("done"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, gpt4, "privacy: { default: private }");
        File.WriteAllText(Path.Combine(tandem.Folder, "server.sh"), Server.ReplaceLineEndings("\n"));
        var file = Path.Combine(tandem.Folder, ".mcp.json");
        File.WriteAllText(file, """{"mcpServers":{"ours":{"command":"/bin/sh","args":["server.sh"]}}}""");

        var untrusted = await tandem.RunAsync("", "run", "--no-sandbox", "--yes", "hello");
        await tandem.RunAsync("", "trust", "--yes");
        var trusted = await tandem.RunAsync("", "run", "--no-sandbox", "--yes", "hello");
        File.AppendAllText(file, "\n");
        var changed = await tandem.RunAsync("", "run", "--no-sandbox", "--yes", "hello");

        Assert.Contains("not started", untrusted.Notes, StringComparison.Ordinal);
        Assert.DoesNotContain("not started", trusted.Notes, StringComparison.Ordinal);
        Assert.Contains("has changed since you trusted it; they are not started", changed.Notes, StringComparison.Ordinal);
        // The tool is offered, and answers, in the trusted run alone; a model that calls it later all the same gets nothing of it.
        Assert.Equal([false, true, true, false, false], llama.Requests.Select(request => request.Text.Contains("\"name\":\"mcp__ours__echo\",\"description\"", StringComparison.Ordinal)));
        Assert.Equal([false, false, true, false, false], llama.Requests.Select(request => request.Text.Contains("the echo of the server", StringComparison.Ordinal)));
    }
}
