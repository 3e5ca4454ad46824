using Tandem.Agent.Permissions;
using Tandem.Agent.Sessions;
using Tandem.Engine.Agents;
using Tandem.Engine.Assistants;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;

namespace Tandem.Cli.Interactive;

/// <summary>Conversations of the engine's agent.</summary>
internal sealed class EngineAgents(Engine.Engine engine, ISessionStore store, ISessionSurface surface) : ISessionAgents
{
    public Task<ISessionAgent> NewAsync(string? assistant, CancellationToken cancellationToken) => OpenAsync(resume: null, assistant, cancellationToken);

    public async Task<ISessionAgent> ResumeAsync(SessionId session, CancellationToken cancellationToken)
    {
        var header = await GetAsync(session, cancellationToken);
        return await OpenAsync(session, header.Assistant, cancellationToken);
    }

    public async Task<ISessionAgent> ForkAsync(SessionId session, int? keptEntries, CancellationToken cancellationToken)
    {
        var from = await GetAsync(session, cancellationToken);
        var now = engine.Time.GetUtcNow();
        var fork = new SessionHeader(
            SessionId.New(now), from.Owner, from.Workspace, from.Assistant, from.Title, now, now, 0, from.Id, Math.Min(keptEntries ?? from.Entries, from.Entries));
        await store.CreateAsync(fork, cancellationToken);
        return await OpenAsync(fork.Id, fork.Assistant, cancellationToken);
    }

    public IReadOnlyList<(string Name, string Description)> Assistants => [.. engine.LoadAssistants().All.Select(one => (one.Name, one.Description))];

    public Task NoteRetryAsync(DecisionId decision, string? model, CancellationToken cancellationToken) => engine.Ledger.AppendOutcomeAsync(
        new OutcomeEntry { DecisionId = decision, Time = engine.Time.GetUtcNow(), Kind = OutcomeKind.RetriedWith, Value = 0, Evidence = model is null ? "/retry" : $"/retry {model}" },
        cancellationToken);

    public Task<IReadOnlyList<SessionHeader>> ListAsync(CancellationToken cancellationToken) => store.ListAsync(engine.Owner, engine.Workspace.Root, cancellationToken);

    public Task<IReadOnlyList<TranscriptEntry>> ReadAsync(SessionId session, CancellationToken cancellationToken) => store.ReadAsync(session, cancellationToken);

    private async Task<SessionHeader> GetAsync(SessionId session, CancellationToken cancellationToken) =>
        (await ListAsync(cancellationToken)).FirstOrDefault(header => header.Id == session)
        ?? throw new RequestException(ErrorKind.Invalid, "Nothing was said in this session yet.");

    private async Task<ISessionAgent> OpenAsync(SessionId? resume, string? assistant, CancellationToken cancellationToken) => new EngineAgent(
        engine,
        await engine.OpenAgentAsync(
            new AgentChoice { Door = "chat", Mode = PermissionMode.Ask, Approver = surface, Questions = surface, Assistant = assistant, Resume = resume }, cancellationToken),
        surface);
}
