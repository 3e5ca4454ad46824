using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Tandem.Server.Admin;

/// <summary>What happens to requests, for whoever watches. A watcher that does not keep up loses the oldest. Safe for concurrent use.</summary>
internal sealed class ServerEvents
{
    private const int MaxWatchers = 100;
    private const int MaxWaiting = 256;

    private readonly ConcurrentDictionary<Watcher, byte> _watchers = new();

    /// <summary>Tells those who may know it. Costs nothing where nobody watches.</summary>
    /// <param name="write">Makes the event's JSON.</param>
    public void Tell(string owner, string name, Func<byte[]> write)
    {
        if (_watchers.IsEmpty)
            return;
        (string Name, byte[] Body)? line = null;
        foreach (var watcher in _watchers.Keys)
            if (watcher.Owner is null || watcher.Owner == owner)
                watcher.Lines.Writer.TryWrite(line ??= (name, write()));
    }

    /// <param name="owner">Whose requests; null = everybody's.</param>
    /// <returns>Null = as many watch as may. Dispose it to stop.</returns>
    public Watcher? Watch(string? owner)
    {
        var watcher = new Watcher(this, owner);
        return _watchers.Count < MaxWatchers && _watchers.TryAdd(watcher, 0) ? watcher : null;
    }

    internal sealed class Watcher(ServerEvents events, string? owner) : IDisposable
    {
        public string? Owner => owner;

        public Channel<(string Name, byte[] Body)> Lines { get; } =
            Channel.CreateBounded<(string, byte[])>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });

        public void Dispose() => events._watchers.TryRemove(this, out _);
    }
}
