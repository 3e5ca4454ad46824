namespace Tandem.Agent.Turns;

/// <summary>Lets calls that run side by side speak one at a time.</summary>
internal sealed class OrderedListener(IAgentListener listener) : IAgentListener, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async ValueTask OnAsync(AgentEvent agentEvent, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await listener.OnAsync(agentEvent, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
