namespace Tandem.Egress;

/// <summary>Ends the wait for headers. It starts anew when the body starts to go and when it is gone, so that a long upload is not held against the server.</summary>
internal sealed class HeadersDeadline : IDisposable
{
    private readonly CancellationTokenSource deadline;
    private readonly CancellationTokenSource linked;
    private readonly TimeSpan wait;
    private readonly Lock gate = new();
    private bool disposed;

    public HeadersDeadline(EgressPass pass, TimeProvider time, CancellationToken cancellationToken)
    {
        var deadlines = pass.Deadlines;
        wait = pass.WholeAnswer && deadlines.FirstToken > deadlines.Headers ? deadlines.FirstToken : deadlines.Headers;
        deadline = new CancellationTokenSource(deadlines.Connect + wait, time);
        linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
    }

    public CancellationToken Token => linked.Token;

    public bool Passed => deadline.IsCancellationRequested;

    /// <summary>Does nothing once the headers are here: a server may answer before it has read the whole body.</summary>
    public void Restart()
    {
        lock (gate)
        {
            if (!disposed) deadline.CancelAfter(wait);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            linked.Dispose();
            deadline.Dispose();
        }
    }
}
