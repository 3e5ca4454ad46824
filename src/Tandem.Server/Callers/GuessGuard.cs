using System.Net;
using Tandem.Pipeline.Keys;

namespace Tandem.Server.Callers;

/// <summary>Slows guessing: after twenty wrong keys from an address within an hour, it may try one unknown key a second. Keys that were right go on unhindered.</summary>
/// <remarks>Bounded; safe for concurrent use.</remarks>
internal sealed class GuessGuard(TimeProvider time)
{
    private const int FreeTries = 20;
    private const int MaxAddresses = 10_000;
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Tries> _addresses = [];

    /// <summary>How long an unknown key must wait; null = it may be looked at now.</summary>
    public TimeSpan? WaitOf(IPAddress from, string secret)
    {
        lock (_gate)
        {
            if (!_addresses.TryGetValue(from, out var tries) || tries.Wrong < FreeTries || tries.Right.Contains(KeySecret.Hash(secret)))
                return null;
            if (time.GetElapsedTime(tries.Last) is var passed && passed >= Memory)
            {
                _addresses.Remove(from);
                return null;
            }

            if (passed < Pause)
                return Pause - passed;
            tries.Last = time.GetTimestamp(); // One look a second, whoever asks first.
            return null;
        }
    }

    public void Wrong(IPAddress from)
    {
        lock (_gate)
        {
            var tries = Of(from);
            tries.Wrong++;
            tries.Last = time.GetTimestamp();
        }
    }

    public void Right(IPAddress from, string secret)
    {
        lock (_gate)
        {
            var tries = Of(from);
            if (tries.Right.Count < FreeTries * 10)
                tries.Right.Add(KeySecret.Hash(secret));
        }
    }

    private Tries Of(IPAddress from)
    {
        if (_addresses.TryGetValue(from, out var tries))
            return tries;
        if (_addresses.Count >= MaxAddresses)
            _addresses.Remove(_addresses.MinBy(entry => entry.Value.Last).Key);
        return _addresses[from] = new Tries { Last = time.GetTimestamp() };
    }

    private sealed class Tries
    {
        public int Wrong { get; set; }

        public long Last { get; set; }

        /// <summary>Hashes of keys that were right: clients behind one address do not suffer from each other.</summary>
        public HashSet<string> Right { get; } = [];
    }
}
