namespace Tandem.Agent.Commands;

/// <summary>A process that runs beside the session and is spoken to over its pipes.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan EndGrace = TimeSpan.FromSeconds(1.5);

    private readonly RunningCommand _running;
    private readonly string _marker;
    private int _isEnded;

    internal ServerProcess(RunningCommand running, string marker, bool isSandboxed) => (_running, _marker, IsSandboxed) = (running, marker, isSandboxed);

    public Stream Input => _running.Input;

    public Stream Output => _running.Output;

    public bool IsSandboxed { get; }

    /// <summary>Ends it and all that it started.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isEnded, 1) == 1)
            return;
        await _running.EndTreeAsync(_marker, IsSandboxed, ended: null, EndGrace);
        _running.Dispose();
    }
}
