namespace Tandem.Server.Hosting;

/// <summary>The end of a server: from its begin no new work is announced, at its end answers under way are ended with an error they can read.</summary>
internal sealed class Draining : IDisposable
{
    private readonly CancellationTokenSource _begun = new();
    private readonly CancellationTokenSource _ended = new();

    public bool HasBegun { get; private set; }

    /// <summary>The server stops: what has no end by itself ends now.</summary>
    public CancellationToken Begun => _begun.Token;

    /// <summary>The grace is over.</summary>
    public CancellationToken Ended => _ended.Token;

    public void Begin(TimeSpan grace)
    {
        HasBegun = true;
        _begun.Cancel();
        _ended.CancelAfter(grace);
    }

    public void Dispose()
    {
        _begun.Dispose();
        _ended.Dispose();
    }
}
