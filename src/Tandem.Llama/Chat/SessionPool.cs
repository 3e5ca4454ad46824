namespace Tandem.Llama.Chat;

/// <summary>Lends sessions: the free one that remembers most of a prompt, else a new one, else the one unused longest.</summary>
internal sealed class SessionPool(LlamaModel model, int capacity) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _free = new(capacity, capacity);
    private readonly List<LlamaSession> _idle = []; // Most recently used last.
    private int _created;

    public async Task<LlamaSession> TakeAsync(IReadOnlyList<int> prompt, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        lock (_lock)
        {
            var best = _idle.MaxBy(session => CommonPrefix(session.CachedTokens, prompt));
            if (best is null || (CommonPrefix(best.CachedTokens, prompt) < prompt.Count / 4 && _created < capacity))
            {
                _created++;
                return model.CreateSession();
            }

            if (CommonPrefix(best.CachedTokens, prompt) < prompt.Count / 4)
                best = _idle[0]; // None remembers much: give up the oldest conversation.
            _idle.Remove(best);
            return best;
        }
    }

    public void Return(LlamaSession session)
    {
        lock (_lock)
            _idle.Add(session);
        _free.Release();
    }

    private static int CommonPrefix(IReadOnlyList<int> cached, IReadOnlyList<int> prompt)
    {
        var common = 0;
        while (common < cached.Count && common < prompt.Count && cached[common] == prompt[common])
            common++;
        return common;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var session in _idle)
                session.Dispose();
            _idle.Clear();
        }

        _free.Dispose();
    }
}
