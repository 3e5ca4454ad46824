using System.Buffers;
using System.Text.Unicode;
using Tandem.Egress;

namespace Tandem.Providers.Wire;

/// <summary>A response under way: checks what it is, reads it in blocks or whole, and turns every failure into an <see cref="UpstreamException"/>.</summary>
internal sealed class UpstreamAnswer : IAsyncDisposable
{
    private const int MaxErrorBytes = 64 * 1024;
    private const int MaxWholeBytes = 64 * 1024 * 1024;

    private readonly string model;
    private readonly HttpResponseMessage response;
    private readonly Stream stream;
    private readonly BlockReader blocks;

    private UpstreamAnswer(string model, HttpResponseMessage response, Stream stream, ProgressWatch watch, bool lines)
    {
        this.model = model;
        this.response = response;
        this.stream = stream;
        Watch = watch;
        blocks = new BlockReader(stream, lines);
    }

    public ProgressWatch Watch { get; }

    /// <summary>The answer came as one JSON object, asked for or not.</summary>
    public bool IsWhole { get; private init; }

    public ReadOnlyMemory<byte> Raw => blocks.Raw;

    public ReadOnlyMemory<byte> Data => blocks.Data;

    /// <summary>Sends and waits for the headers. The watch belongs to the answer from here on.</summary>
    public static async Task<UpstreamAnswer> OpenAsync(
        IEgressGate gate, HttpRequestMessage message, EgressPass pass, string model, WireDialect dialect, bool stream, TimeProvider time, CancellationToken caller)
    {
        var watch = new ProgressWatch(pass.Deadlines, time, caller);
        HttpResponseMessage? response = null;
        try
        {
            response = await gate.SendAsync(message, pass, watch.Token);
            var body = await response.Content.ReadAsStreamAsync(watch.Token);
            if ((int)response.StatusCode is < 200 or >= 300)
                throw UpstreamErrors.Of(model, (int)response.StatusCode, response.Headers, await ReadAllAsync(body, MaxErrorBytes, watch.Token), time);
            var whole = KindOf(model, response, dialect, stream);
            return new UpstreamAnswer(model, response, body, watch, dialect.IsLineFramed) { IsWhole = whole };
        }
        catch (Exception error)
        {
            var told = Explain(model, error, watch, caller);
            response?.Dispose();
            watch.Dispose();
            if (ReferenceEquals(told, error)) throw;
            throw told;
        }
    }

    /// <summary>Reads the next block.</summary>
    /// <param name="finished">The model has said that its answer is whole: what goes wrong from here on is only the end.</param>
    public async ValueTask<bool> ReadAsync(bool finished, CancellationToken caller)
    {
        try
        {
            if (!await blocks.ReadAsync(Watch.Token)) return false;
        }
        catch (Exception error)
        {
            var told = Explain(model, error, Watch, caller);
            if (finished && told is UpstreamException { Error: UpstreamError.CutOff or UpstreamError.TimedOut }) return false;
            if (ReferenceEquals(told, error)) throw;
            throw told;
        }

        return Utf8.IsValid(blocks.Raw.Span) ? true : throw new UpstreamException(UpstreamError.Malformed, $"'{model}' sent bytes that are not UTF-8.");
    }

    public async Task<byte[]> ReadWholeAsync(CancellationToken caller)
    {
        byte[] body;
        try { body = await ReadAllAsync(stream, MaxWholeBytes, Watch.Token); }
        catch (Exception error)
        {
            var told = Explain(model, error, Watch, caller);
            if (ReferenceEquals(told, error)) throw;
            throw told;
        }

        if (body.Length == 0) throw new UpstreamException(UpstreamError.Malformed, $"'{model}' sent an empty answer.");
        return Utf8.IsValid(body) ? body : throw new UpstreamException(UpstreamError.Malformed, $"'{model}' sent bytes that are not UTF-8.");
    }

    public UpstreamException CutOff() => new(UpstreamError.CutOff, $"'{model}' ended the stream before its answer was whole.");

    public UpstreamException Malformed(Exception? cause = null) => new(UpstreamError.Malformed, $"'{model}' sent what is no answer in its dialect; check provider and base_url.", cause);

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        response.Dispose();
        blocks.Dispose();
        Watch.Dispose();
    }

    /// <returns>True for one JSON object, false for a stream.</returns>
    private static bool KindOf(string model, HttpResponseMessage response, WireDialect dialect, bool stream)
    {
        var type = response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant();
        if (response.Content.Headers.ContentEncoding.Count == 0)
        {
            if (type == "application/json") return !stream || !dialect.IsLineFramed; // Some proxies call NDJSON so.
            if (stream && (type == dialect.StreamContentType || (dialect.IsLineFramed && type is "application/jsonl" or "application/x-jsonlines"))) return false;
        }

        throw new UpstreamException(UpstreamError.Malformed, $"'{model}' answered with content type '{Printable(type)}'; check provider and base_url.")
        {
            Status = (int)response.StatusCode,
        };
    }

    private static string Printable(string? type) => type is null ? "none" : new([.. type.Where(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '.' or '+').Take(60)]);

    private static async Task<byte[]> ReadAllAsync(Stream stream, int most, CancellationToken cancellationToken)
    {
        var output = new ArrayBufferWriter<byte>(4_096);
        while (true)
        {
            var read = await stream.ReadAsync(output.GetMemory(4_096), cancellationToken);
            output.Advance(read);
            if (read == 0) return output.WrittenSpan.ToArray();
            if (output.WrittenCount > most) throw new UpstreamException(UpstreamError.Malformed, $"The upstream sent a body of more than {most / 1024} KiB.");
        }
    }

    private static Exception Explain(string model, Exception error, ProgressWatch watch, CancellationToken caller)
    {
        if (caller.IsCancellationRequested && error is not UpstreamException) return error as OperationCanceledException ?? new OperationCanceledException(caller);
        return error switch
        {
            OperationCanceledException when watch.Passed is { } passed => new UpstreamException(UpstreamError.TimedOut, $"'{model}': {passed}.", error),
            EgressFailedException failed => UpstreamErrors.Of(model, failed),
            IOException or HttpRequestException => new UpstreamException(UpstreamError.CutOff, $"The connection to '{model}' broke off inside the answer.", error),
            _ => error,
        };
    }
}
