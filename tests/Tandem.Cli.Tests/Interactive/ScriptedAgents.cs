using Tandem.Agent.Sessions;
using Tandem.Cli.Interactive;
using Tandem.Pipeline.Ids;

namespace Tandem.Cli.Tests.Interactive;

/// <summary>Conversations of a test.</summary>
internal sealed class ScriptedAgents : ISessionAgents
{
    public List<SessionHeader> Known { get; } = [];

    public List<TranscriptEntry> Entries { get; } = [];

    public IReadOnlyList<(string Name, string Description)> Assistants => [("tutor", "asks back")];

    public Task<ISessionAgent> NewAsync(string? assistant, CancellationToken cancellationToken) => Task.FromResult<ISessionAgent>(new ScriptedAgent { Assistant = assistant });

    public Task<ISessionAgent> ResumeAsync(SessionId session, CancellationToken cancellationToken) => Task.FromResult<ISessionAgent>(new ScriptedAgent { Id = session });

    public Task<ISessionAgent> ForkAsync(SessionId session, int? keptEntries, CancellationToken cancellationToken) =>
        Task.FromResult<ISessionAgent>(new ScriptedAgent { Id = new SessionId("ses_fork") });

    public List<string> Retried { get; } = [];

    public Task NoteRetryAsync(DecisionId decision, string? model, CancellationToken cancellationToken)
    {
        Retried.Add($"{decision} {model}");
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<SessionHeader>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<SessionHeader>>(Known);

    public Task<IReadOnlyList<TranscriptEntry>> ReadAsync(SessionId session, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<TranscriptEntry>>(Entries);
}
