using Tandem.Agent.Cascade;
using Tandem.Agent.Edits;
using Tandem.Pipeline.Errors;
using Tandem.Routing;

namespace Tandem.Agent.Turns;

/// <summary>The loop as the cascade sees it: a session that attempts, repairs, and begins anew for another model.</summary>
/// <param name="material">Files and images that the task brings along.</param>
public sealed class SessionAttempts(AgentSession session, IAgentListener listener, UserMessage material) : IAttemptRunner
{
    /// <summary>Among the models that are left, the strongest takes over.</summary>
    private const string EscalationPolicy = "best";

    private readonly IReadOnlyCollection<string>? _pool = session.Pool;
    private readonly string? _policy = session.Policy;
    private readonly AgentLimits _limits = session.Limits;

    private readonly List<TurnResult> _turns = [];
    private IReadOnlyList<ConversationItem> _before = [];

    /// <summary>Files that edits changed, over all attempts, each once.</summary>
    public IReadOnlyList<EditedFile> Files => [.. _turns.SelectMany(turn => turn.Files).DistinctBy(file => file.Path)];

    /// <summary>Each model once, with how much it did over all attempts.</summary>
    public IReadOnlyList<StepShare> Shares =>
        [.. _turns.SelectMany(turn => turn.Shares).GroupBy(share => share.Model).Select(shares => new StepShare(shares.Key, shares.Sum(one => one.Steps), shares.Sum(one => one.CostUsd), shares.First().Reason))];

    public decimal CostUsd => _turns.Sum(turn => turn.CostUsd);

    public async Task<AttemptEnd> RunAsync(AttemptOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (Pool(order) is { Count: 0 })
            return new AttemptEnd { Kind = AttemptEndKind.NoModel, Message = "No other model is configured that may do it." };
        (session.Pool, session.Policy) = (Pool(order), order.Stage == AttemptStage.Escalation && session.Model is null ? EscalationPolicy : _policy);
        session.Limits = _limits with { MaxCostUsd = order.MaxCostUsd ?? _limits.MaxCostUsd };
        session.Repository = session.Repository with { HasVerifier = true, FailedAttempts = order.Number - 1 };
        try
        {
            if (order.Stage == AttemptStage.First)
                _before = [.. session.Conversation.Items];
            if (order.Stage == AttemptStage.Escalation)
                await session.StartAnewAsync("escalation", _before, cancellationToken);
            if (order.Evidence is { } evidence && session.PrivateText.IsIn(evidence))
                session.Conversation.MarkPrivate(); // Output of tests and diffs may show what files say.
            var boundary = order.Stage == AttemptStage.First ? (Boundary?)null : order.Boundary; // Whether a session begins or goes on, it knows itself.
            var result = await session.SendAsync(Message(order), boundary, listener, cancellationToken);
            _turns.Add(result);
            cancellationToken.ThrowIfCancellationRequested();
            return End(result, order);
        }
        finally
        {
            (session.Pool, session.Policy, session.Limits) = (_pool, _policy, _limits);
        }
    }

    public IReadOnlyList<string> Others(IReadOnlyList<string> failed) =>
        session.Model is not null ? [] : [.. (_pool ?? session.Setup.Models.Select(model => model.Name)).Except(failed).Where(MaySee)]; // A model that the person named stays the one.

    private bool MaySee(string name) => session.DataClass != DataClass.Private || session.Setup.Models.Any(model => model.Name == name && model.Zone == Zone.Local);

    private IReadOnlyCollection<string>? Pool(AttemptOrder order)
    {
        if (order.Model is { } same)
            return [same];
        return order.FailedModels.Count == 0 ? _pool : [.. (_pool ?? session.Setup.Models.Select(model => model.Name)).Except(order.FailedModels)];
    }

    private UserMessage Message(AttemptOrder order) => order.Stage switch
    {
        AttemptStage.First => material with { Text = order.Task },
        AttemptStage.Repair => new UserMessage(order.Evidence ?? "The work does not pass verification. Look at it again.") { IsUntrusted = true },
        _ => material with { Text = order.Evidence is { } evidence ? $"{order.Task}\n\n{evidence}" : order.Task, IsUntrusted = true },
    };

    private static AttemptEnd End(TurnResult result, AttemptOrder order) => new()
    {
        Kind = result.Status switch
        {
            TurnStatus.Answered when result.Refusals.Count > 0 && result.Files.Count == 0 => AttemptEndKind.Refused,
            TurnStatus.Answered => AttemptEndKind.Done,
            TurnStatus.Stopped => AttemptEndKind.LimitReached,
            TurnStatus.GaveUp or TurnStatus.Declined => AttemptEndKind.GaveUp,
            TurnStatus.Failed when order.Stage == AttemptStage.Escalation && result.Error is ErrorKind.NoModel or ErrorKind.PrivacyRefused => AttemptEndKind.NoModel,
            _ => AttemptEndKind.Failed,
        },
        Message = result.Status == TurnStatus.Answered ? result.Text : result.Problem ?? result.Text,
        ErrorKind = result.Error is { } kind ? ErrorNames.Of(kind) : null,
        Steps = result.Steps,
        CostUsd = result.CostUsd,
    };
}
