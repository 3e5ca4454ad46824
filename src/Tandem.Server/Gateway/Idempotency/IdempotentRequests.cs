using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Kept;
using Tandem.Providers;
using Tandem.Server.Hosting;

namespace Tandem.Server.Gateway.Idempotency;

/// <summary>
/// Requests with an <c>Idempotency-Key</c>: the same key and body is one call of an upstream, one charge and one answer, which a repetition
/// gets again; while the first is under way, it waits. A request that failed before any output does not use its key up.
/// </summary>
/// <remarks>The ledger decides which request is the first, so that this holds across processes. Safe for concurrent use.</remarks>
internal sealed class IdempotentRequests(IKeptConversations store, ServerOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _underWay = new(StringComparer.Ordinal);

    /// <param name="runAsync">Answers the call and lets the recorder see the answer.</param>
    /// <exception cref="GatewayException">The first request with this key gave no answer that can be repeated.</exception>
    public async Task RunAsync(HttpContext http, GatewayCall call, Func<GatewayCall, OutcomeRecorder, Task> runAsync)
    {
        var mine = call.Pipeline.Id;
        var done = _underWay[mine.Value] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            while (true)
                try
                {
                    await runAsync(call, new OutcomeRecorder(http.Response, outcome => KeepAsync(call.Caller.Owner, mine, outcome)));
                    return;
                }
                catch (RepeatedRequestException repeated)
                {
                    var outcome = await FindAsync(call.Caller.Owner, repeated.Original, http.RequestAborted);
                    if (outcome.Headers is not null)
                    {
                        call.Admission?.Used(0);
                        await ReplayAsync(http, outcome);
                        return;
                    }

                    // Derived from the one that failed, so that of several repetitions again only one runs.
                    var key = call.Pipeline.Idempotency!;
                    call = call with { Pipeline = call.Pipeline with { Idempotency = key with { Key = $"{key.Key}/{repeated.Original.Value}" } } };
                }
        }
        finally
        {
            _underWay.TryRemove(mine.Value, out _);
            done.SetResult();
        }
    }

    private async Task<KeptOutcome> FindAsync(string owner, RequestId original, CancellationToken cancellationToken)
    {
        if (_underWay.TryGetValue(original.Value, out var first))
            await first.Task.WaitAsync(cancellationToken);
        return await store.FindAsync(Place(owner), original.Value, time.GetUtcNow(), cancellationToken) is { } kept
            ? KeptOutcome.Of(kept)
            : throw new GatewayException(
                WireErrorKind.Invalid,
                "The request that used this Idempotency-Key first is under way elsewhere, or ended without a whole answer. Use a new key to ask again.",
                "idempotency_unfinished");
    }

    private Task KeepAsync(string owner, RequestId request, KeptOutcome outcome) =>
        store.KeepAsync(Place(owner), request.Value, outcome.ToBytes(), time.GetUtcNow() + options.OutcomeLife, CancellationToken.None);

    private static async Task ReplayAsync(HttpContext http, KeptOutcome outcome)
    {
        foreach (var (name, value) in outcome.Headers!)
            http.Response.Headers[name] = value;
        http.Response.Headers["idempotent-replayed"] = "true";
        http.Response.ContentLength = outcome.Body.Length;
        await http.Response.Body.WriteAsync(outcome.Body, http.RequestAborted);
    }

    /// <summary>Apart from the owner's conversations: no id of a client can name one of these.</summary>
    private static string Place(string owner) => "idempotency/" + owner;
}
