namespace Tandem.Agent.Commands;

/// <summary>A process that runs beside the session and is spoken to over its pipes.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan EndGrace = TimeSpan.FromSeconds(1.5);

    private readonly RunningCommand _running;
    private readonly string? _marker;
    private int _isEnded;

    internal ServerProcess(RunningCommand running, string? marker) => (_running, _marker) = (running, marker);

    public Stream Input => _running.Input;

    public Stream Output => _running.Output;

    public bool IsSandboxed => _marker is null;

    /// <summary>Ends it and all that it started.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isEnded, 1) == 1)
            return;
        await _running.EndTreeAsync(_marker, ended: null, EndGrace);
        _running.Dispose();
    }
}
