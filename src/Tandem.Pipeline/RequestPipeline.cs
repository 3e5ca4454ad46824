using System.Runtime.CompilerServices;
using Tandem.Egress;
using Tandem.Pipeline.Attempts;
using Tandem.Pipeline.Conversations;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ledger;
using Tandem.Pipeline.Models;
using Tandem.Pipeline.Observations;
using Tandem.Pipeline.Planning;
using Tandem.Pipeline.Privacy;
using Tandem.Providers;
using Tandem.Routing;

namespace Tandem.Pipeline;

/// <summary>The one path of every request: classify → decide → reserve → attempt (retry, failover, relay) → commit → terminal frame.</summary>
/// <remarks>Safe for concurrent use. One cancellation scope a request; the ledger's last write cannot be cancelled.</remarks>
public sealed class RequestPipeline
{
    private readonly RequestPlanner _planner;
    private readonly Settlement _settlement;
    private readonly AttemptPlaces _places;
    private readonly ConversationMemory _conversations;
    private readonly IModelObservations _observations;
    private readonly PrivacyOptions _privacy;
    private readonly PipelineOptions _options;
    private readonly TimeProvider _time;

    public RequestPipeline(
        Router router, ModelPool pool, ILedger ledger, IModelObservations observations, PrivacyOptions privacy, PipelineOptions options, TimeProvider time)
    {
        _conversations = new ConversationMemory(time);
        _planner = new RequestPlanner(router, pool, ledger, new DataClassifier(privacy), _conversations, options, time);
        _settlement = new Settlement(ledger, time);
        _places = new AttemptPlaces(options, time);
        _observations = observations;
        _privacy = privacy;
        _options = options;
        _time = time;
    }

    /// <summary>What would be decided: reserves nothing, calls nothing.</summary>
    /// <exception cref="RequestException">The call names an unknown model or policy.</exception>
    public async Task<DecisionEntry> ExplainAsync(PipelineCall call, CancellationToken cancellationToken)
    {
        var decided = await _planner.ExplainAsync(call, cancellationToken);
        return DecisionEntries.Of(decided.Route, decided.Query, call, _time.GetUtcNow(), decided.Route.PriceCeiling);
    }

    /// <summary>Input tokens of a request, counted here; images count nothing.</summary>
    public static long CountTokens(ModelRequest request) => TokenCounter.Count(request) ?? 0;

    /// <summary>Answers a request. Dispose the enumerator to leave: the upstream stops and what was spent is recorded.</summary>
    /// <exception cref="RequestException">No answer: nothing was relayed. A failure after content is a <see cref="PipelineStep.Broken"/> frame instead.</exception>
    /// <exception cref="RepeatedRequestException">The call's idempotency key was used before, with the same body.</exception>
    public async IAsyncEnumerable<PipelineFrame> RunAsync(PipelineCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var plan = await _planner.PlanAsync(call, cancellationToken);
        var settling = _settlement.Begin(plan);
        using var life = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var started = _time.GetTimestamp();
        PooledModel? entered = null;
        Random? chance = null;
        try
        {
            yield return new PipelineFrame { Step = PipelineStep.Decided, Decision = plan.Decision };

            UpstreamException? failure = null;
            string? before = null;
            int? from = 0;
            for (var number = 1; ; number++)
            {
                var place = from is { } first ? await _places.EnterAsync(plan, first, started, life.Token) : new AttemptPlace { Refusal = failure };
                if (place.Slot is null)
                    throw await settling.FailAsync(AttemptFailures.Explain(failure ?? place.Refusal!));
                using var slot = place.Slot;
                var model = entered = plan.Order[place.Number];
                yield return new PipelineFrame { Step = PipelineStep.Attempt, Attempt = new AttemptNotice(number, model.Options.Name, failure?.Message, before) };

                var meter = settling.Attempt(model, number);
                var relayed = false;
                failure = null;
                await using var frames = model.Endpoint.SendAsync(call.Adapt?.Invoke(model.Options) ?? call.Request, Context(plan, model, settling), life.Token).GetAsyncEnumerator(life.Token);
                while (failure is null)
                {
                    var step = await AttemptResult.NextAsync(frames, model.Options.Name);
                    if (step.Refusal is { } refusal)
                        throw await settling.FailAsync(AttemptFailures.Explain(refusal));
                    if ((failure = step.Failure) is not null)
                        break;

                    var frame = frames.Current;
                    meter.Read(frame);
                    settling.Keep(frame);
                    if (frame.Kinds.HasFlag(FrameKinds.Terminal))
                    {
                        entered = null;
                        model.Breaker.OnSuccess();
                        Observe(call, model, meter);
                        var receipt = await settling.CompleteAsync(); // Durable before the client sees the end.
                        yield return Relay(frame) with { Receipt = receipt };
                        yield return new PipelineFrame { Step = PipelineStep.Receipt, Receipt = receipt };
                        yield break;
                    }

                    relayed = true;
                    yield return Relay(frame);
                }

                slot.Dispose(); // Nobody waits for a place while this request pauses.
                entered = null;
                before = model.Options.Name;
                model.Breaker.OnFailure(failure.Error);
                if (relayed)
                {
                    var receipt = await settling.BreakAsync(failure);
                    yield return new PipelineFrame { Step = PipelineStep.Broken, Error = AttemptFailures.Broken(failure) };
                    yield return new PipelineFrame { Step = PipelineStep.Receipt, Receipt = receipt };
                    yield break;
                }

                settling.EndAttempt(failure);
                var timeLeft = _options.TotalDeadline - _time.GetElapsedTime(started);
                var larger = NextAfter(plan, place.Number, failure);
                switch (RetryRules.After(failure, number, timeLeft, larger is not null, model.Retries.TryTake, chance ??= new Random(call.Id.Value.GetHashCode(StringComparison.Ordinal))))
                {
                    case RetryDecision.Again again:
                        await Task.Delay(again.Pause, _time, life.Token);
                        from = place.Number;
                        break;
                    case RetryDecision.NextModel:
                        from = larger;
                        break;
                    default:
                        from = null;
                        break;
                }
            }
        }
        finally
        {
            entered?.Breaker.OnAbandoned();
            await life.CancelAsync();
            await settling.AbandonIfOpenAsync();
        }
    }

    /// <summary>The place of the next model in the order: a larger one where the context was too small; null = none.</summary>
    private static int? NextAfter(RequestPlan plan, int current, UpstreamException failure)
    {
        for (var place = current + 1; place < plan.Order.Count; place++)
            if (failure.Error != UpstreamError.ContextLength || plan.Order[place].Options.ContextTokens > plan.Order[current].Options.ContextTokens)
                return place;
        return null;
    }

    private AttemptContext Context(RequestPlan plan, PooledModel model, Settlement.Open settling) => new()
    {
        MaxOutputTokens = settling.MaxOutputTokens(model),
        OnDropped = field =>
        {
            settling.Drop(field);
            plan.Call.OnDropped?.Invoke(field);
        },
        Pass = new EgressPass
        {
            Destination = model.Options.Name,
            Zone = model.Options.Zone,
            DataClass = plan.Class.Class,
            ClassRule = plan.Class.Rule,
            RequestId = plan.Call.Id.Value,
            Secrets = _privacy.Secrets,
            Placeholders = plan.Call.Placeholders,
            Override = plan.PrivacyOverride && model.Options.Zone == Zone.External,
            Deadlines = model.Options.Deadlines,
        },
    };

    private void Observe(PipelineCall call, PooledModel model, AttemptMeter meter)
    {
        var observation = meter.Observe();
        _observations.Record(observation);
        if (call.Session is { } session)
            _conversations.Remember(session, model.Options.Name, observation.InputTokens + observation.OutputTokens);
    }

    private static PipelineFrame Relay(RelayFrame frame) => new() { Step = PipelineStep.Relay, Relay = frame };
}
