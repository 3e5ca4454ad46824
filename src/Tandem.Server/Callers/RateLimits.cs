using System.Collections.Concurrent;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Keys;

namespace Tandem.Server.Callers;

/// <summary>Requests and tokens of each key within the last minute, in this process. Safe for concurrent use.</summary>
internal sealed class RateLimits(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Account> _accounts = new(StringComparer.Ordinal);

    /// <summary>Lets a request in and counts it. Tell <see cref="Admission.Used"/> what it came to.</summary>
    /// <param name="tokens">What it will probably use.</param>
    /// <exception cref="RequestException">A limit is reached.</exception>
    public Admission? Enter(VirtualKey? key, long tokens)
    {
        if (key is null || (key.RequestsPerMinute is null && key.TokensPerMinute is null))
            return null;
        var account = _accounts.GetOrAdd(key.Id.Value, static _ => new Account());
        lock (account)
        {
            var now = time.GetTimestamp();
            while (account.Entries.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At, now) >= Window)
                account.Tokens -= account.Entries.Dequeue().Tokens;
            if (key.RequestsPerMinute is { } requests && account.Entries.Count >= requests)
                throw Refused(account, now, $"This key may make {requests} requests a minute.");
            if (key.TokensPerMinute is { } most && account.Tokens + tokens > most)
                throw Refused(account, now, $"This key may use {most} tokens a minute.");
            var entry = new Admission(account, now, tokens);
            account.Entries.Enqueue(entry);
            account.Tokens += tokens;
            return entry;
        }
    }

    private RequestException Refused(Account account, long now, string why) => new(ErrorKind.RateLimited, $"{why} Wait a little, or ask for a higher limit.")
    {
        RetryAfter = account.Entries.TryPeek(out var oldest) ? Window - time.GetElapsedTime(oldest.At, now) : Window,
    };

    internal sealed class Account
    {
        public Queue<Admission> Entries { get; } = new();

        public long Tokens { get; set; }
    }

    /// <summary>A request that was let in.</summary>
    internal sealed class Admission(Account account, long at, long tokens)
    {
        public long At => at;

        public long Tokens { get; private set; } = tokens;

        /// <summary>What it really used.</summary>
        public void Used(long really)
        {
            lock (account)
            {
                if (account.Entries.Contains(this)) // Else its minute is over.
                    account.Tokens += really - Tokens;
                Tokens = really;
            }
        }
    }
}
