using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Tandem.Egress;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Kept;
using Tandem.Pipeline.Keys;
using Tandem.Server.Admin;
using Tandem.Server.Gateway;
using Tandem.Server.Hosting;
using Tandem.Server.Telemetry;

namespace Tandem.Server;

/// <summary>The gateway and its administration over one engine, which stays the caller's to dispose.</summary>
public sealed class TandemServer : IAsyncDisposable
{
    /// <summary>For answers that write their last error after the grace.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app;
    private readonly TimeSpan _drainGrace;

    private readonly OtlpExporter? _exporter;

    private TandemServer(WebApplication app, TimeSpan drainGrace, OtlpExporter? exporter) => (_app, _drainGrace, _exporter) = (app, drainGrace, exporter);

    /// <summary>Where it listens, real ports included.</summary>
    public IReadOnlyList<Uri> Addresses => [.. _app.Urls.Select(url => new Uri(url))];

    /// <summary>Starts listening.</summary>
    /// <exception cref="RequestException">An address cannot be used, or is open to others while no key was made.</exception>
    public static async Task<TandemServer> StartAsync(Engine.Engine engine, ServerOptions options, CancellationToken cancellationToken)
    {
        var urls = options.Urls ?? engine.Configuration.Gateway.Urls;
        var drainGrace = options.DrainGrace ?? engine.Configuration.Gateway.DrainTimeout;
        var telemetry = OtlpSettings.Of(engine.Options.Environment);
        await RefuseOpenDoorAsync(engine, urls, cancellationToken);
        await engine.Services.GetRequiredService<IKeptConversations>().ForgetAsync(engine.Time.GetUtcNow(), cancellationToken);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server => Listeners.Configure(server, urls, options));
        // Sends on the thread that has the bytes: a piece of a stream is one hop less. No handler here blocks a thread.
        builder.Services.Configure<SocketTransportOptions>(static sockets =>
        {
            sockets.UnsafePreferInlineScheduling = true;
            Listeners.Configure(sockets);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddServer(engine, options, urls);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = drainGrace + LastWords);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        var app = builder.Build();
        Compose(app);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException failure)
        {
            await app.DisposeAsync();
            throw new RequestException(ErrorKind.Failed, $"{string.Join(", ", urls)}: {failure.Message} Give another address with --urls.", failure);
        }

        return new TandemServer(app, drainGrace, telemetry is null ? null : new OtlpExporter(telemetry, engine.Services.GetRequiredService<IEgressGate>(), engine.Time));
    }

    /// <summary>Stops: no new connections, answers under way get the grace, then an error they can read.</summary>
    public async Task StopAsync()
    {
        _app.Services.GetRequiredService<Draining>().Begin(_drainGrace);
        await _app.StopAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        if (_exporter is not null)
            await _exporter.DisposeAsync();
    }

    /// <summary>The routes as they are served, for whoever checks them.</summary>
    internal Microsoft.AspNetCore.Routing.IEndpointRouteBuilder Routes => _app;

    private static void Compose(WebApplication app)
    {
        var services = app.Services;
        var door = services.GetRequiredService<FrontDoor>();
        var access = services.GetRequiredService<AccessControl>();
        app.Use((HttpContext http, RequestDelegate next) => door.RunAsync(http, next));
        app.UseRouting();
        app.Use((HttpContext http, RequestDelegate next) => access.RunAsync(http, next));
        app.MapGateway();
        app.MapAdmin();
        ((Microsoft.AspNetCore.Routing.IEndpointRouteBuilder)app).RequireRules();
        app.UseEndpoints(static _ => { });
    }

    private static async Task RefuseOpenDoorAsync(Engine.Engine engine, IReadOnlyList<Uri> urls, CancellationToken cancellationToken)
    {
        if (urls.FirstOrDefault(url => !IPAddress.IsLoopback(Listeners.AddressOf(url))) is not { } open)
            return;
        var keys = await engine.Services.GetRequiredService<IVirtualKeyStore>().ListAsync(cancellationToken);
        if (keys.Count == 0)
            throw new RequestException(ErrorKind.Invalid, $"{open} is open to other machines, and no key was made. Make one first: tandem keys create --name NAME.");
    }
}
