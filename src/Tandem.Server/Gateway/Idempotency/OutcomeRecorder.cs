using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Tandem.Server.Gateway.Idempotency;

/// <summary>Collects an answer on its way, and keeps it before the client sees its end. Incomplete answers are never kept.</summary>
internal sealed class OutcomeRecorder(HttpResponse response, Func<KeptOutcome, Task> keepAsync)
{
    private const int MaxBytes = 8 * 1024 * 1024; // A longer answer is relayed, and not kept: its repetition is told so.

    private static readonly string[] Kept =
        ["content-type", "cache-control", "x-tandem-model", "x-tandem-decision-id", "x-tandem-reason", "x-tandem-cost-usd", "x-tandem-dropped"];

    private readonly ArrayBufferWriter<byte> _body = new();
    private bool _isTooLong;

    /// <summary>Another piece; the last one is written to the client only after this.</summary>
    public async ValueTask SeeAsync(ReadOnlyMemory<byte> bytes, bool isLast)
    {
        _isTooLong |= _body.WrittenCount + bytes.Length > MaxBytes;
        if (!_isTooLong)
            _body.Write(bytes.Span);
        if (isLast && !_isTooLong)
            await keepAsync(new KeptOutcome(Headers()) { Body = _body.WrittenMemory });
    }

    /// <summary>The request failed before any output.</summary>
    public Task FailAsync() => keepAsync(new KeptOutcome(Headers: null));

    private Dictionary<string, string> Headers() =>
        Kept.Where(name => response.Headers.ContainsKey(name)).ToDictionary(name => name, name => response.Headers[name].ToString(), StringComparer.Ordinal);
}
