using Tandem.Pipeline.Ids;

namespace Tandem.Pipeline.Conversations;

/// <summary>Which model each conversation used last, and what that model's provider probably still caches. Bounded; safe for concurrent use.</summary>
public sealed class ConversationMemory(TimeProvider time)
{
    private const int MaxConversations = 10_000;

    /// <summary>Providers keep a prompt cache for five minutes from its last use (OpenAI's and Anthropic's documentation, 2026).</summary>
    private static readonly TimeSpan CacheLife = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = new();

    /// <summary>The model of a conversation and its cached input tokens; null = unknown conversation.</summary>
    public (string Model, long CachedTokens)? Find(SessionId session)
    {
        lock (_gate)
            return _entries.TryGetValue(session.Value, out var node)
                ? (node.Value.Model, time.GetElapsedTime(node.Value.At) <= CacheLife ? node.Value.Tokens : 0)
                : null;
    }

    public void Remember(SessionId session, string model, long tokens)
    {
        lock (_gate)
        {
            if (_entries.Remove(session.Value, out var old))
                _byUse.Remove(old);
            _entries[session.Value] = _byUse.AddLast(new Entry(session.Value, model, tokens, time.GetTimestamp()));
            if (_entries.Count <= MaxConversations)
                return;
            _entries.Remove(_byUse.First!.Value.Session);
            _byUse.RemoveFirst();
        }
    }

    private sealed record Entry(string Session, string Model, long Tokens, long At);
}
