using System.Text;

namespace Tandem.ScriptedUpstream.Tests;

public sealed class FakeUpstreamTests
{
    private static readonly HttpClient Client = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> StreamingPaths => new()
    {
        { "/v1/chat/completions", """{"model":"m","stream":true}""" },
        { "/v1/messages", """{"model":"m","stream":true}""" },
        { "/api/chat", """{"model":"m"}""" },
        { "/v1beta/models/m:streamGenerateContent?alt=sse", "{}" },
    };

    [Theory]
    [MemberData(nameof(StreamingPaths))]
    public async Task Speaks_the_dialect_of_the_path_from_one_script(string path, string body)
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Stream("Hel", "lo"));
        var answer = await PostAsync(upstream, path, body);
        Assert.Contains("Hel", answer, StringComparison.Ordinal);
        var call = Assert.Single(upstream.Requests);
        Assert.Equal(5, call.OutputBytes);
        Assert.True(call.Completed);
        Assert.Equal(body, call.Text);
    }

    [Theory]
    [MemberData(nameof(StreamingPaths))]
    public async Task Cuts_after_the_pieces_that_the_script_names(string path, string body)
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Broken(Faults.Cut, after: 1));
        var (text, whole) = await ReadToFailureAsync(upstream, path, body);
        Assert.Contains("Hel", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"lo\"", text, StringComparison.Ordinal);
        Assert.False(whole);
        Assert.False(await upstream.Requests[0].Ended);
    }

    [Theory]
    [MemberData(nameof(StreamingPaths))]
    public async Task Holds_until_released_and_says_that_it_holds(string path, string body)
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Broken(Faults.Stall, after: 1));
        var answer = PostAsync(upstream, path, body);
        await upstream.HoldingAsync(Token);
        Assert.False(answer.IsCompleted);
        upstream.Release();
        Assert.Contains("\"lo\"", await answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_replies_in_order_and_repeats_the_last()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Status(503, retryAfterSeconds: 7), Reply.Stream("ok"));
        using var first = await Client.PostAsync(new Uri(upstream.Address, "/v1/chat/completions"), new StringContent("{}"), Token);
        Assert.Equal(503, (int)first.StatusCode);
        Assert.Equal("7", first.Headers.RetryAfter?.ToString());
        Assert.Contains("ok", await PostAsync(upstream, "/v1/chat/completions", "{}"), StringComparison.Ordinal);
        Assert.Contains("ok", await PostAsync(upstream, "/v1/chat/completions", "{}"), StringComparison.Ordinal);
        await Task.WhenAll(upstream.Requests.Select(call => call.Ended)).WaitAsync(Token); // A client may have the last byte before the server counts it.
        Assert.Equal(2, upstream.Answers);
    }

    [Fact]
    public async Task Resets_the_connection_before_the_headers()
    {
        await using var upstream = await FakeUpstream.StartAsync(Reply.Broken(Faults.Reset, after: -1));
        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(upstream, "/v1/chat/completions", "{}"));
    }

    [Fact]
    public void Reads_a_script_and_names_the_line_of_a_mistake()
    {
        var script = ScriptFile.Parse("""
            models: [small, large]
            replies:
              - plain text
              - { text: [a, b], fault: [one_byte_per_packet, no_usage], finish: length }
              - { status: 429, retry_after: 2 }
              - pieces: [ { reasoning: hm }, { tool: { name: read, arguments: '{"p":1}' } }, { hold: true } ]
            """);
        Assert.Equal(["small", "large"], script.Models);
        Assert.Equal(Faults.OneBytePerPacket | Faults.NoUsage, script.Replies[1].Faults);
        Assert.Equal(2, script.Replies[2].RetryAfterSeconds);
        Assert.Equal([typeof(ReasoningPiece), typeof(ToolCallPiece), typeof(HoldPiece)], script.Replies[3].Pieces.Select(piece => piece.GetType()));
        var error = Assert.Throws<FormatException>(() => ScriptFile.Parse("replies:\n  - { txt: a }\n"));
        Assert.Equal("line 2: unknown key 'txt'.", error.Message);
    }

    private static async Task<string> PostAsync(FakeUpstream upstream, string path, string body)
    {
        using var response = await Client.PostAsync(new Uri(upstream.Address, path), new StringContent(body), Token);
        return await response.Content.ReadAsStringAsync(Token);
    }

    private static async Task<(string Text, bool Whole)> ReadToFailureAsync(FakeUpstream upstream, string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(upstream.Address, path)) { Content = new StringContent(body) };
        using var response = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        await using var stream = await response.Content.ReadAsStreamAsync(Token);
        var text = new StringBuilder();
        var buffer = new byte[1024];
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer, Token)) > 0;) text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }
        catch (Exception error) when (error is IOException or HttpRequestException) { return (text.ToString(), false); }

        return (text.ToString(), true);
    }
}
