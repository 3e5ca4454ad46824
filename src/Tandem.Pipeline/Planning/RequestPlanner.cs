using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tandem.Pipeline.Attempts;
using Tandem.Pipeline.Conversations;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;
using Tandem.Pipeline.Models;
using Tandem.Pipeline.Privacy;
using Tandem.Providers;
using Tandem.Routing;
using Tandem.Routing.Decisions;
using Tandem.Routing.Features;
using Tandem.Routing.Prices;

namespace Tandem.Pipeline.Planning;

/// <summary>Classify → eligibility → decide → reserve: everything before the first byte leaves.</summary>
internal sealed class RequestPlanner(
    Router router, ModelPool pool, ILedger ledger, DataClassifier classifier, ConversationMemory conversations, PipelineOptions options, TimeProvider time)
{
    /// <summary>Another request may take the money between the decision and the reservation; then the decision is made anew.</summary>
    private const int MaxReservationTries = 3;

    private readonly BudgetViews _budgets = new(ledger, time);

    /// <summary>Decides and reserves.</summary>
    /// <exception cref="RequestException">No model may be used, the budget is used up, or the ledger is not there.</exception>
    /// <exception cref="RepeatedRequestException">The idempotency key was used before.</exception>
    public async Task<RequestPlan> PlanAsync(PipelineCall call, CancellationToken cancellationToken)
    {
        var decided = Explain(call, await BudgetsAsync(call, anew: false, cancellationToken));
        if (decided.Route.Choice is null && call.Budgets.Count > 0) // It may have been a budget that is free again.
            decided = Explain(call, await BudgetsAsync(call, anew: true, cancellationToken));
        for (var tries = 1; ; tries++)
        {
            if (decided.Route.Choice is null)
                throw NoModel.Explain(decided.Route, decided.Class);

            var order = decided.Route.Order.Take(RetryRules.MaxAttempts).ToList();
            // A full queue is told at once, before the ledger is written.
            if (order.TrueForAll(candidate => pool[candidate.Model.Name].Bulkhead.IsFullFor(call.Owner)))
                throw AttemptFailures.Explain(AttemptFailures.Busy(order[0].Model.Name));

            var ceiling = order.Max(candidate => candidate.CostCeiling);
            var entry = DecisionEntries.Of(decided.Route, decided.Query, call, time.GetUtcNow(), ceiling);
            var result = await ReserveAsync(call, decided, entry, ceiling, cancellationToken);
            switch (result)
            {
                case ReservationResult.Reserved:
                    return new RequestPlan(call, entry, [.. order.Select(candidate => pool[candidate.Model.Name])], decided.Class, decided.Query.PrivacyOverride);
                case ReservationResult.OverBudget over when tries < MaxReservationTries:
                    decided = Explain(call, [over.Budget]);
                    break;
                case ReservationResult.OverBudget over:
                    throw NoModel.OverBudget(over.Budget);
                case ReservationResult.Repeated repeated:
                    throw new RepeatedRequestException(repeated.Original);
                default:
                    throw new RequestException(ErrorKind.Invalid, "This Idempotency-Key was used with another body. Use a new key for a new request.") { Code = "idempotency_key_reused" };
            }
        }
    }

    /// <summary>The decision alone: for <c>route</c>, which reserves and sends nothing.</summary>
    public async Task<Decided> ExplainAsync(PipelineCall call, CancellationToken cancellationToken) =>
        Explain(call, await BudgetsAsync(call, anew: true, cancellationToken));

    private Decided Explain(PipelineCall call, IReadOnlyList<BudgetState> budgets)
    {
        if (call.PinnedModel is { } pinned && !pool.Contains(pinned))
            throw new RequestException(ErrorKind.Invalid, $"There is no model '{pinned}'. Configured models: {string.Join(", ", pool.Names)}.");

        var hard = budgets.Where(state => state.Budget.Hard).ToList();
        var now = time.GetUtcNow();
        var left = hard.Select(state => state.Left).Concat(call.Most is { } most ? [most] : []).ToList();
        var (query, dataClass) = Query(call, left.Count > 0 ? left.Min() : null);
        var context = new RouteContext
        {
            Seed = Seed(call.Id),
            ShadowPrice = budgets.Count > 0 ? budgets.Max(state => BudgetPace.ShadowPrice(state, now)) : 1,
            CountTokens = model => TokenCounter.Count(call.Adapt?.Invoke(pool[model.Name].Options) ?? call.Request),
        };
        try
        {
            return new Decided(router.Decide(query, Profiles(call), call.Policy, context), query, dataClass);
        }
        catch (UnknownPolicyException unknown)
        {
            throw new RequestException(ErrorKind.Invalid, unknown.Message, unknown);
        }
    }

    /// <summary>The models that this caller may use; what a provider's dialect cannot say at all keeps its models out.</summary>
    private List<ModelProfile> Profiles(PipelineCall call)
    {
        var profiles = new List<ModelProfile>();
        foreach (var model in pool.Models)
            if (call.Pool is not { } allowed || allowed.Contains(model.Options.Name))
                profiles.Add(Ineligibility.ReasonFor(model.Options.Provider, call.Request) is { } reason ? model.Profile() with { CannotTake = reason } : Sized(model.Profile(), call));
        return profiles;
    }

    /// <summary>A model that gets less of the request than others (fewer tools, a shorter answer) is measured by what it gets, where that may decide.</summary>
    private ModelProfile Sized(ModelProfile model, PipelineCall call)
    {
        var outline = call.Request.Outline;
        if (call.Adapt is null || (outline.TextBytes / model.BytesPerToken) + model.MaxOutputTokens < model.ContextTokens / 2)
            return model;
        var own = call.Adapt(pool[model.Name].Options).Outline;
        return model with { InputBytes = own.TextBytes, AskedOutputTokens = own.MaxOutputTokens };
    }

    private (RouteQuery, DataClassification) Query(PipelineCall call, NanoUsd? budgetLeft)
    {
        var outline = call.Request.Outline;
        var known = call.Session is { } session ? conversations.Find(session) : null;
        var boundary = call.Boundary ?? (outline.EndsWithToolResult && known is not null ? Boundary.None
            : known is null ? Boundary.Start : Boundary.UserTurn);
        var dataClass = classifier.Classify(call.Paths, call.HoldsPrivateText, call.AskedClass, call.ConsentedClass);
        return (new RouteQuery
        {
            Task = call.Task ?? TaskClassifier.Classify(outline.LastUserText),
            Text = outline.LastUserText,
            Language = call.Language,
            InputBytes = outline.TextBytes,
            MaxOutputTokens = outline.MaxOutputTokens,
            Needs = outline.Needs,
            ImageCount = outline.ImageCount,
            ToolCount = outline.ToolCount,
            ChoiceCount = outline.ChoiceCount,
            DataClass = dataClass.Class,
            PrivacyOverride = call.MayOverridePrivacy && dataClass.MayOverride && call.PinnedModel is not null,
            Boundary = boundary,
            CurrentModel = known?.Model,
            CachedTokens = known?.CachedTokens ?? 0,
            PinnedModel = call.PinnedModel,
            Paths = call.Paths,
            Repository = call.Repository,
            BudgetLeft = budgetLeft,
        }, dataClass);
    }

    private async ValueTask<IReadOnlyList<BudgetState>> BudgetsAsync(PipelineCall call, bool anew, CancellationToken cancellationToken)
    {
        try
        {
            return await _budgets.ReadAsync(call.Budgets, anew, cancellationToken);
        }
        catch (LedgerUnavailableException unavailable)
        {
            throw new RequestException(ErrorKind.Failed, unavailable.Message, unavailable);
        }
    }

    private async Task<ReservationResult> ReserveAsync(
        PipelineCall call, Decided decided, DecisionEntry entry, NanoUsd ceiling, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        try
        {
            return await ledger.ReserveAsync(
                new Reservation
                {
                    Request = call.Id,
                    Time = now,
                    ExpiresAt = now + options.ReservationLife,
                    Owner = call.Owner,
                    Workspace = call.Workspace,
                    Door = call.Door,
                    Ceiling = ceiling,
                    Budgets = call.Budgets,
                    Accounts = call.Accounts,
                    Decision = entry,
                    DataClass = decided.Class.Class,
                    ClassRule = decided.Query.PrivacyOverride && decided.Class.Class == DataClass.Private ? "override: the user named the model" : decided.Class.Rule,
                    PriceVersion = options.PriceVersion,
                    PromptHash = PromptText.Hash(call.Request),
                    Prompt = call.KeptPrompt,
                    Idempotency = call.Idempotency,
                },
                cancellationToken);
        }
        catch (LedgerUnavailableException unavailable)
        {
            throw new RequestException(ErrorKind.Failed, unavailable.Message, unavailable);
        }
    }

    /// <summary>Derived from the request's id, so that a decision can be repeated from the ledger alone.</summary>
    private static int Seed(RequestId id) => BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id.Value)));

    /// <summary>A decision with the query and the class it was made for.</summary>
    internal sealed record Decided(RouteDecision Route, RouteQuery Query, DataClassification Class);
}
