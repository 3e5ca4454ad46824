using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Tandem.Bench.Gateway;

/// <summary>Clients of a server under measurement.</summary>
internal sealed class GatewayLoad(MeasuredProcess server, string? key) : IDisposable
{
    private static int s_sent;

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = 2_000, UseProxy = false });

    public MeasuredProcess Server => server;

    /// <summary>Asks the question so often and gives the processor time that one request cost the server.</summary>
    /// <exception cref="InvalidOperationException">An answer was not the one expected.</exception>
    public async Task<TimeSpan> MeasureAsync(byte[] question, string expected, int requests, int parallel)
    {
        var left = requests;
        var before = server.ProcessorTime;
        await Task.WhenAll(Enumerable.Range(0, parallel).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
                if (await AskAsync(question) is var text && text != expected)
                    throw new InvalidOperationException($"An answer of {text.Length} characters instead of {expected.Length} came through {server.Address}.");
        }));
        return (server.ProcessorTime - before) / requests;
    }

    /// <summary>Asks and reads the whole answer's text.</summary>
    public async Task<string> AskAsync(byte[] question, CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync(question, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{(int)response.StatusCode}: {body}");
        return response.Content.Headers.ContentType!.MediaType == "text/event-stream" ? StreamText(body) : WholeText(body);
    }

    /// <summary>Begins so many streams and waits until each has given its first text.</summary>
    public async Task<IReadOnlyList<(HttpResponseMessage Response, StreamReader Reader)>> OpenAsync(byte[] question, int streams) =>
        await Task.WhenAll(Enumerable.Range(0, streams).Select(async _ =>
        {
            var response = await SendAsync(question, CancellationToken.None);
            var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
            while (await reader.ReadLineAsync() is { } line && !line.Contains("abc", StringComparison.Ordinal))
            {
            }

            return (response, reader);
        }));

    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> SendAsync(byte[] question, CancellationToken cancellationToken)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "/v1/chat/completions")) { Content = new ByteArrayContent(BenchUpstream.Numbered(question, Interlocked.Increment(ref s_sent))) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (key is not null)
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await _client.SendAsync(message, cancellationToken);
    }

    private static string WholeText(string body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
    }

    /// <summary>The text of a stream, or as much as came where it was cut.</summary>
    public static string StreamText(string body)
    {
        var text = new StringBuilder();
        foreach (var line in body.Split('\n'))
        {
            if (!line.StartsWith("data: {", StringComparison.Ordinal))
                continue;
            using var json = JsonDocument.Parse(line[6..]);
            if (!json.RootElement.TryGetProperty("choices", out var choices))
                return "cut by " + line; // An error event.
            foreach (var choice in choices.EnumerateArray())
                if (choice.GetProperty("delta").TryGetProperty("content", out var content))
                    text.Append(content.GetString());
        }

        return body.Contains("data: [DONE]", StringComparison.Ordinal) ? text.ToString() : "cut after " + text;
    }
}
