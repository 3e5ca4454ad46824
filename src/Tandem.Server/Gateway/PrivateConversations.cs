using Tandem.Pipeline.Ids;

namespace Tandem.Server.Gateway;

/// <summary>Conversations that carry private text: what follows in them is private too, whatever its header says. Bounded; safe for concurrent use.</summary>
internal sealed class PrivateConversations
{
    private const int MaxConversations = 100_000;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _private = new(StringComparer.Ordinal);
    private readonly Queue<string> _byAge = new();

    public bool Contains(SessionId session)
    {
        lock (_gate)
            return _private.Contains(session.Value);
    }

    public void Add(SessionId session)
    {
        lock (_gate)
        {
            if (!_private.Add(session.Value))
                return;
            _byAge.Enqueue(session.Value);
            if (_byAge.Count > MaxConversations)
                _private.Remove(_byAge.Dequeue());
        }
    }
}
