using Tandem.Pipeline.Ids;

namespace Tandem.Agent.Sessions;

/// <summary>Sessions and their transcripts, append-only.</summary>
public interface ISessionStore
{
    /// <summary>Makes the session known; a second time changes nothing.</summary>
    Task CreateAsync(SessionHeader header, CancellationToken cancellationToken);

    /// <summary>Durable when it returns. An entry with a sequence that is there already is not written twice.</summary>
    Task AppendAsync(SessionId session, TranscriptEntry entry, CancellationToken cancellationToken);

    /// <summary>All entries in order, forks' inherited ones first.</summary>
    Task<IReadOnlyList<TranscriptEntry>> ReadAsync(SessionId session, CancellationToken cancellationToken);

    /// <summary>The newest first.</summary>
    /// <param name="workspace">Null = of all workspaces.</param>
    Task<IReadOnlyList<SessionHeader>> ListAsync(string owner, string? workspace, CancellationToken cancellationToken);
}
