using Microsoft.AspNetCore.Http;

namespace Tandem.Server.Gateway;

/// <summary>Writes to a client who may have stopped reading: every write is flushed at once and has a deadline.</summary>
internal sealed class ClientStream(HttpContext http, TimeSpan deadline, TimeProvider time)
{
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var write = http.Response.BodyWriter.WriteAsync(bytes, cancellationToken); // Writes and flushes.
        if (!write.IsCompletedSuccessfully)
            return new ValueTask(WaitAsync(write.AsTask()));
        _ = write.GetAwaiter().GetResult();
        return default;
    }

    private async Task WaitAsync(Task write)
    {
        try
        {
            await write.WaitAsync(deadline, time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            http.Abort(); // Also ends the upstream, by the request's own token.
            throw new OperationCanceledException("The client took nothing of its answer within the deadline.");
        }
    }
}
