using Tandem.Pipeline.Planning;
using Tandem.Routing;

namespace Tandem.Pipeline.Attempts;

/// <summary>Finds a model for an attempt: one whose breaker is closed and that has a place free, or soon will.</summary>
internal sealed class AttemptPlaces(PipelineOptions options, TimeProvider time)
{
    /// <summary>The first model of the order from a place on that takes an attempt. Waits for a place where all are taken.</summary>
    /// <param name="started">Timestamp of the request's begin.</param>
    public async ValueTask<AttemptPlace> EnterAsync(RequestPlan plan, int from, long started, CancellationToken cancellationToken)
    {
        string? busy = null;
        for (var place = from; place < plan.Order.Count; place++)
        {
            var model = plan.Order[place];
            if (model.Breaker.Health == Health.Down)
                continue;
            if (await model.Bulkhead.EnterAsync(plan.Call.Owner, Wait(started), cancellationToken) is not { } slot)
            {
                busy = model.Options.Name;
                continue;
            }

            if (model.Breaker.TryEnter()) // Asked after the wait: the server may have failed meanwhile.
            {
                model.Retries.OnRequest();
                return new AttemptPlace { Number = place, Slot = slot };
            }

            slot.Dispose();
        }

        return new AttemptPlace { Refusal = busy is null ? AttemptFailures.Resting(plan.Order[from].Options.Name) : AttemptFailures.Busy(busy) };
    }

    private TimeSpan Wait(long started)
    {
        var left = options.TotalDeadline - time.GetElapsedTime(started);
        return left <= TimeSpan.Zero ? TimeSpan.Zero : left < options.QueueDeadline ? left : options.QueueDeadline;
    }
}
