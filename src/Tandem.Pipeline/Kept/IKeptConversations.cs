using Tandem.Pipeline.Ledger;

namespace Tandem.Pipeline.Kept;

/// <summary>Conversations that clients go on with by the id of an answer. Each is its owner's alone and lives until its time.</summary>
public interface IKeptConversations
{
    /// <summary>Keeps a conversation under the id of its newest answer.</summary>
    /// <exception cref="LedgerUnavailableException">The store failed.</exception>
    Task KeepAsync(string owner, string answerId, ReadOnlyMemory<byte> body, DateTimeOffset expiresAt, CancellationToken cancellationToken);

    /// <summary>The conversation, or null: unknown, another owner's, or its time is over.</summary>
    /// <exception cref="LedgerUnavailableException">The store failed.</exception>
    Task<ReadOnlyMemory<byte>?> FindAsync(string owner, string answerId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Deletes what is past its time. Returns how many.</summary>
    /// <exception cref="LedgerUnavailableException">The store failed.</exception>
    Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
