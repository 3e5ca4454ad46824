namespace Tandem.ScriptedUpstream;

/// <summary>One request as the upstream saw it, and how its answer went.</summary>
public sealed class UpstreamCall
{
    private readonly TaskCompletionSource<bool> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long outputBytes;

    public required string Method { get; init; }

    public required string Path { get; init; }

    /// <summary>With the question mark; empty = none.</summary>
    public required string Query { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    public string Text => System.Text.Encoding.UTF8.GetString(Body.Span);

    /// <summary>Bytes of model output that were written, by the upstream's own count.</summary>
    public long OutputBytes => Interlocked.Read(ref outputBytes);

    /// <summary>The same in tokens of four bytes, rounded up.</summary>
    public long OutputTokens => (OutputBytes + 3) / 4;

    /// <summary>The whole answer was written, terminator included.</summary>
    public bool Completed { get; private set; }

    /// <summary>Completes when the answer is over: true = written to its end, false = the client left or a fault ended it.</summary>
    public Task<bool> Ended => ended.Task;

    internal void CountOutput(int bytes) => Interlocked.Add(ref outputBytes, bytes);

    internal void End(bool completed)
    {
        Completed = completed;
        ended.TrySetResult(completed);
    }
}
