using System.Diagnostics;
using System.Threading.Channels;
using Tandem.Egress;
using Tandem.Routing;

namespace Tandem.Server.Telemetry;

/// <summary>Sends finished spans to an OpenTelemetry collector (OTLP over HTTP, JSON), through the egress gate like everything that leaves. A collector that is away costs its spans, and nothing else.</summary>
internal sealed class OtlpExporter : IAsyncDisposable
{
    private const int MaxWaiting = 4_096;
    private const int MaxBatch = 512;
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    private readonly Channel<Activity> _waiting = Channel.CreateBounded<Activity>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });
    private readonly TaskCompletionSource _closing = new();
    private readonly ActivityListener _listener;
    private readonly OtlpSettings _settings;
    private readonly IEgressGate _gate;
    private readonly TimeProvider _time;
    private readonly Task _loop;

    public OtlpExporter(OtlpSettings settings, IEgressGate gate, TimeProvider time)
    {
        (_settings, _gate, _time) = (settings, gate, time);
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == GatewayTelemetry.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => _waiting.Writer.TryWrite(activity),
        };
        ActivitySource.AddActivityListener(_listener);
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Sends what waits.</summary>
    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        _waiting.Writer.TryComplete();
        _closing.TrySetResult();
        await _loop;
    }

    private async Task LoopAsync()
    {
        var batch = new List<Activity>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            await Task.WhenAny(Task.Delay(Gathering, _time), _closing.Task);
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var activity))
                batch.Add(activity);
            await SendAsync(batch);
            batch.Clear();
        }
    }

    private async Task SendAsync(List<Activity> batch)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, _settings.Address) { Content = new JsonBody(OtlpJson.Write(_settings.Service, batch)) };
        foreach (var (name, value) in _settings.Headers)
            message.Headers.TryAddWithoutValidation(name, value);
        var pass = new EgressPass
        {
            Destination = "telemetry",
            Zone = PrivateAddresses.IsLiteral(_settings.Address) ? Zone.Local : Zone.External,
            DataClass = DataClass.Shareable,
            ClassRule = "telemetry: no text of a user",
            AllowPrivateAddress = true, // The administrator named it.
            Deadlines = new EgressDeadlines { Headers = Deadline, FirstToken = Deadline },
        };
        try
        {
            using var deadline = new CancellationTokenSource(Deadline, _time);
            using var response = await _gate.SendAsync(message, pass, deadline.Token);
        }
        catch (Exception failure) when (failure is EgressFailedException or EgressRefusedException or IOException or OperationCanceledException)
        {
            // Spans are a convenience: a request never waits for them or fails by them.
        }
    }
}
