using Tandem.Agent.Sessions;
using Tandem.Pipeline.Ids;

namespace Tandem.Cli.Interactive;

/// <summary>Begins conversations and takes old ones up, in this workspace.</summary>
internal interface ISessionAgents
{
    /// <summary>Assistants that can be used here.</summary>
    IReadOnlyList<(string Name, string Description)> Assistants { get; }

    /// <param name="assistant">Null = the default one.</param>
    Task<ISessionAgent> NewAsync(string? assistant, CancellationToken cancellationToken);

    /// <summary>Goes on with a session.</summary>
    /// <exception cref="Tandem.Pipeline.Errors.RequestException">There is no such session.</exception>
    Task<ISessionAgent> ResumeAsync(SessionId session, CancellationToken cancellationToken);

    /// <summary>Begins another way from a session.</summary>
    /// <param name="keptEntries">How many of its entries are taken over; null = all.</param>
    Task<ISessionAgent> ForkAsync(SessionId session, int? keptEntries, CancellationToken cancellationToken);

    /// <summary>Keeps that the answer behind a decision was taken back and asked for anew: routing learns from it.</summary>
    /// <param name="model">Who shall do better; null = whoever the policy chooses.</param>
    Task NoteRetryAsync(DecisionId decision, string? model, CancellationToken cancellationToken);

    /// <summary>The workspace's sessions, the newest first.</summary>
    Task<IReadOnlyList<SessionHeader>> ListAsync(CancellationToken cancellationToken);

    Task<IReadOnlyList<TranscriptEntry>> ReadAsync(SessionId session, CancellationToken cancellationToken);
}
