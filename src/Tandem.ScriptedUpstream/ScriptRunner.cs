using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tandem.ScriptedUpstream.Rendering;

namespace Tandem.ScriptedUpstream;

/// <summary>Takes requests, records them, and has the next reply delivered.</summary>
internal sealed class ScriptRunner : IDisposable
{
    private readonly Lock gate = new();
    private readonly Queue<Reply> replies;
    private readonly UpstreamScript script;
    private readonly ConcurrentQueue<UpstreamCall> calls = new();
    private readonly ConcurrentQueue<UpstreamCall> lookups = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<UpstreamCall>> awaited = new();
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource abandoned = new();
    private readonly SemaphoreSlim holding = new(0);
    private Reply last = Reply.Stream("ok");
    private int connections;
    private int number;

    public ScriptRunner(UpstreamScript script)
    {
        this.script = script;
        replies = new Queue<Reply>(script.Replies);
        ModelNames = [.. script.Models];
    }

    public IReadOnlyCollection<UpstreamCall> Calls => calls;

    public IReadOnlyCollection<UpstreamCall> Lookups => lookups;

    public int Connections => Volatile.Read(ref connections);

    public ConcurrentDictionary<string, string> LookupBodies { get; } = new(StringComparer.Ordinal);

    public IList<string> ModelNames { get; }

    public void CountConnection() => Interlocked.Increment(ref connections);

    public void Enqueue(IEnumerable<Reply> more)
    {
        lock (gate)
        {
            foreach (var reply in more) replies.Enqueue(reply);
        }
    }

    public void Clear(Reply next)
    {
        lock (gate)
        {
            replies.Clear();
            last = next;
        }
    }

    public void Release() => released.TrySetResult();

    public void Abandon() => abandoned.Cancel();

    public Task HoldingAsync(CancellationToken cancellationToken) => holding.WaitAsync(cancellationToken);

    public Task<UpstreamCall> CallAsync(int callNumber, CancellationToken cancellationToken)
    {
        var source = awaited.GetOrAdd(callNumber, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        if (calls.ElementAtOrDefault(callNumber - 1) is { } there) source.TrySetResult(there);
        return source.Task.WaitAsync(cancellationToken);
    }

    public async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var call = new UpstreamCall
        {
            Method = context.Request.Method,
            Path = context.Request.Path.Value ?? "",
            Query = context.Request.QueryString.Value ?? "",
            Headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Body = body.ToArray(),
        };
        var rendering = RenderingOf(call);
        if (rendering is null)
        {
            lookups.Enqueue(call);
            await LookupAnswers.WriteAsync(context, call, this);
            call.End(completed: true);
            return;
        }

        Reply reply;
        int mine;
        lock (gate)
        {
            if (script.KeepsCalls) calls.Enqueue(call);
            mine = number++;
            reply = script.Answer?.Invoke(call, mine) ?? (last = replies.TryDequeue(out var next) ? next : last);
        }

        if (script.ApiKey is { } key && !call.Headers.Values.Any(value => value == key || value == $"Bearer {key}"))
            reply = Reply.Status(401, "Incorrect API key provided.", code: "invalid_api_key");
        if (script.KeepsCalls && awaited.GetOrAdd(mine + 1, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)) is var waiting) waiting.TrySetResult(call);

        using var left = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, abandoned.Token);
        var delivery = new Delivery(context, call, reply, rendering, script.CutSeed is { } seed ? new SeededCuts(seed, mine) : null, HoldAsync, left.Token);
        var completed = false;
        try { completed = await delivery.RunAsync(ContextOf(call, reply, mine), WantsStream(call)); }
        catch (Exception error) when (error is OperationCanceledException or IOException) { } // The client left, or the test is over.
        finally { call.End(completed); }
    }

    public void Dispose()
    {
        abandoned.Dispose();
        holding.Dispose();
    }

    private async Task HoldAsync(CancellationToken cancellationToken)
    {
        if (released.Task.IsCompleted) return;
        holding.Release();
        await released.Task.WaitAsync(cancellationToken);
    }

    private static DialectRendering? RenderingOf(UpstreamCall call) => call.Path switch
    {
        { } path when EmbeddingRendering.Serves(path) => new EmbeddingRendering(call),
        { } path when path.EndsWith("/chat/completions", StringComparison.Ordinal) => new OpenAIRendering(),
        { } path when path.EndsWith("/messages", StringComparison.Ordinal) => new AnthropicRendering(),
        { } path when path.EndsWith("/api/chat", StringComparison.Ordinal) => new OllamaRendering(),
        { } path when path.EndsWith("enerateContent", StringComparison.Ordinal) => new GoogleRendering(),
        _ => null,
    };

    private static AnswerContext ContextOf(UpstreamCall call, Reply reply, int number)
    {
        var model = "scripted";
        var includeUsage = false;
        try
        {
            using var json = JsonDocument.Parse(call.Body);
            if (json.RootElement.TryGetProperty("model", out var named) && named.ValueKind == JsonValueKind.String) model = named.GetString()!;
            includeUsage = json.RootElement.TryGetProperty("stream_options", out var options) && options.ValueKind == JsonValueKind.Object
                && options.TryGetProperty("include_usage", out var include) && include.ValueKind == JsonValueKind.True;
        }
        catch (JsonException) { } // A scripted server answers whatever it is asked.

        return new AnswerContext(reply, model, number, call.Body.Length, includeUsage);
    }

    private static bool WantsStream(UpstreamCall call)
    {
        if (call.Path.EndsWith("enerateContent", StringComparison.Ordinal)) return call.Path.EndsWith(":streamGenerateContent", StringComparison.Ordinal);
        try
        {
            using var json = JsonDocument.Parse(call.Body);
            return json.RootElement.TryGetProperty("stream", out var stream)
                ? stream.ValueKind == JsonValueKind.True
                : call.Path.EndsWith("/api/chat", StringComparison.Ordinal);
        }
        catch (JsonException) { return false; }
    }
}
