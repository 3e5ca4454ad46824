using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Tandem.TestKit;

/// <summary>A hub on this machine, as huggingface.co behaves: a HEAD that redirects with size and digest, a store that serves ranges.</summary>
public sealed class FakeHub : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public FakeHub(byte[] file)
    {
        File = file;
        Digest = Convert.ToHexStringLower(SHA256.HashData(file));
        for (var tries = 0; ; tries++)
        {
            Address = new Uri($"http://127.0.0.1:{FreePort()}/");
            _listener.Prefixes.Clear();
            _listener.Prefixes.Add(Address.ToString());
            try
            {
                _listener.Start();
                break;
            }
            catch (HttpListenerException) when (tries < 10)
            {
                // Another test took the port in between.
            }
        }

        _ = ServeAsync();
    }

    public Uri Address { get; }

    public byte[] File { get; set; }

    /// <summary>What the hub states; null = nothing.</summary>
    public string? Digest { get; set; }

    /// <summary>Status of every answer; null = as it should be.</summary>
    public HttpStatusCode? Refusal { get; set; }

    /// <summary>Downloads that end early: bytes that each one sends before.</summary>
    public ConcurrentQueue<int> Breaks { get; } = new();

    public bool HonoursRanges { get; set; } = true;

    public string? RedirectTo { get; set; }

    public ConcurrentQueue<string> Requests { get; } = new();

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                await AnswerAsync(context.Request, context.Response);
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or InvalidOperationException or IOException)
            {
                // The listener was stopped, or the client left.
            }
        }
    }

    private async Task AnswerAsync(HttpListenerRequest request, HttpListenerResponse response)
    {
        Requests.Enqueue($"{request.HttpMethod} {request.RawUrl} {request.Headers["Range"]} {request.Headers["Authorization"]}".Trim());
        if (Refusal is { } status)
        {
            response.StatusCode = (int)status;
        }
        else if (request.RawUrl!.StartsWith("/api/models/", StringComparison.Ordinal))
        {
            await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(
                """[{"type":"file","path":"README.md"},{"type":"file","path":"m-Q4_0.gguf"},{"type":"file","path":"m-Q8_0.gguf"}]"""));
        }
        else if (request.RawUrl.Contains("/resolve/", StringComparison.Ordinal))
        {
            response.StatusCode = 302;
            response.Headers["Location"] = RedirectTo ?? "/store/blob";
            response.Headers["X-Linked-Size"] = File.Length.ToString(CultureInfo.InvariantCulture);
            if (Digest is not null)
                response.Headers["X-Linked-ETag"] = $"\"{Digest}\"";
        }
        else
        {
            await SendFileAsync(request, response);
        }

        response.Close();
    }

    private async Task SendFileAsync(HttpListenerRequest request, HttpListenerResponse response)
    {
        var from = 0;
        if (HonoursRanges && request.Headers["Range"] is { } range)
        {
            from = int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
            response.StatusCode = 206;
            response.Headers["Content-Range"] = $"bytes {from}-{File.Length - 1}/{File.Length}";
        }

        response.ContentLength64 = File.Length - from;
        if (request.HttpMethod == "HEAD")
            return;
        if (Breaks.TryDequeue(out var bytes))
        {
            await response.OutputStream.WriteAsync(File.AsMemory(from, Math.Min(bytes, File.Length - from)));
            await response.OutputStream.FlushAsync();
            response.Abort();
            return;
        }

        await response.OutputStream.WriteAsync(File.AsMemory(from));
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        _listener.Close();
        _client.Dispose();
    }
}
