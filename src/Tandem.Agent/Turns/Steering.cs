namespace Tandem.Agent.Turns;

/// <summary>What the person says while the agent works: taken in between two steps. Safe for concurrent use.</summary>
public sealed class Steering
{
    private readonly Lock _gate = new();
    private readonly Queue<UserMessage> _messages = new();

    public int Count
    {
        get
        {
            lock (_gate) return _messages.Count;
        }
    }

    public void Add(UserMessage message)
    {
        lock (_gate) _messages.Enqueue(message);
    }

    /// <summary>Everything said so far, in order.</summary>
    public IReadOnlyList<UserMessage> Take()
    {
        lock (_gate)
        {
            IReadOnlyList<UserMessage> taken = [.. _messages];
            _messages.Clear();
            return taken;
        }
    }
}
