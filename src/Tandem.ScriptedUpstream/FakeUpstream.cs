using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Tandem.ScriptedUpstream;

/// <summary>
/// A model server on loopback that answers by a script, over real HTTP, in the OpenAI, Anthropic, Ollama or Google dialect according to
/// the path that is called. It keeps what it was asked and its own count of what it answered.
/// </summary>
/// <remarks>Safe for concurrent use. Replies are taken in the order in which requests arrive; the last one is repeated.</remarks>
public sealed class FakeUpstream : IAsyncDisposable
{
    private readonly IHost host;
    private readonly ScriptRunner runner;

    private FakeUpstream(IHost host, ScriptRunner runner, Uri address) => (this.host, this.runner, Address) = (host, runner, address);

    /// <summary>Scheme, host and port, without a trailing slash when printed by <see cref="Uri.GetLeftPart"/>.</summary>
    public Uri Address { get; }

    /// <summary>Chat requests in the order of arrival; look-ups such as <c>/v1/models</c> are in <see cref="Lookups"/>.</summary>
    public IReadOnlyList<UpstreamCall> Requests => [.. runner.Calls];

    /// <summary>Requests that are no chat: model lists, health, properties.</summary>
    public IReadOnlyList<UpstreamCall> Lookups => [.. runner.Lookups];

    /// <summary>Requests whose answer was written to its end.</summary>
    public int Answers => runner.Calls.Count(call => call.Completed);

    /// <summary>TCP connections that were accepted.</summary>
    public int Connections => runner.Connections;

    /// <summary>Tokens of output written over all requests, by the upstream's own count.</summary>
    public long OutputTokens => runner.Calls.Sum(call => call.OutputTokens);

    /// <summary>Bodies for look-ups by path; without one, model lists are made from <see cref="ModelNames"/>.</summary>
    public ConcurrentDictionary<string, string> LookupBodies => runner.LookupBodies;

    public IList<string> ModelNames => runner.ModelNames;

    /// <summary>Keeps the kernel from taking megabytes that nobody reads, so that what counts as output has left.</summary>
    private static Socket Bind(EndPoint endpoint)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        socket.SendBufferSize = 64 * 1024;
        return socket;
    }

    public static Task<FakeUpstream> StartAsync(params Reply[] replies) => StartAsync(new UpstreamScript { Replies = replies });

    /// <param name="address">Where to listen; null = loopback, a free port.</param>
    /// <param name="certificate">Serves https with it.</param>
    public static async Task<FakeUpstream> StartAsync(UpstreamScript script, IPEndPoint? address = null, X509Certificate2? certificate = null)
    {
        var runner = new ScriptRunner(script);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = null;
            server.Limits.MinResponseDataRate = null;
            server.Listen(address ?? new IPEndPoint(IPAddress.Loopback, 0), listener =>
            {
                listener.Protocols = HttpProtocols.Http1;
                listener.Use(next => connection =>
                {
                    runner.CountConnection();
                    return next(connection);
                });
                if (certificate is not null) listener.UseHttps(certificate);
            });
        });
        if (certificate is not null) builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.Configure<SocketTransportOptions>(sockets =>
        {
            sockets.MaxWriteBufferSize = 2; // A flush returns when the bytes are sent: cuts come after them.
            sockets.CreateBoundListenSocket = Bind;
        });
        var app = builder.Build();
        app.Run(runner.AnswerAsync);
        await app.StartAsync();
        return new FakeUpstream(app, runner, new Uri(app.Urls.First()));
    }

    /// <summary>Adds replies behind those that are left.</summary>
    public void Enqueue(params Reply[] replies) => runner.Enqueue(replies);

    /// <summary>Takes the replies back that are left; from now on this one is given.</summary>
    public void Clear(Reply next) => runner.Clear(next);

    /// <summary>Lets every answer that is held go on, and later ones not be held any more.</summary>
    public void Release() => runner.Release();

    /// <summary>Completes when an answer has come to a hold, a stall or a silence; each call waits for one more.</summary>
    public Task HoldingAsync(CancellationToken cancellationToken) => runner.HoldingAsync(cancellationToken);

    /// <summary>Completes when the server has seen this many chat requests.</summary>
    public Task<UpstreamCall> RequestAsync(int number, CancellationToken cancellationToken) => runner.CallAsync(number, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        runner.Abandon();
        using var now = new CancellationTokenSource();
        await now.CancelAsync(); // What still hangs is part of the script.
        try { await host.StopAsync(now.Token); }
        catch (OperationCanceledException) { }
        host.Dispose();
        runner.Dispose();
    }
}
