using Tandem.Providers;

namespace Tandem.Pipeline.Attempts;

/// <summary>Retry, fail over, or give up: pure rules over the kind of failure (docs/reliability.md U2–U8).</summary>
internal static class RetryRules
{
    /// <summary>Attempts of one request, over all its models.</summary>
    public const int MaxAttempts = 3;

    /// <summary>A longer Retry-After is not waited for.</summary>
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    /// <param name="attempts">Attempts made so far, this one included.</param>
    /// <param name="timeLeft">Until the request's total deadline.</param>
    /// <param name="hasNext">The decision has another eligible model.</param>
    /// <param name="mayRetry">Takes a retry from this upstream's budget, or answers false. Asked only where one would be made.</param>
    public static RetryDecision After(UpstreamException failure, int attempts, TimeSpan timeLeft, bool hasNext, Func<bool> mayRetry, Random chance)
    {
        if (attempts >= MaxAttempts || failure.Error == UpstreamError.InvalidRequest)
            return new RetryDecision.GiveUp();

        // The last attempt belongs to another model, where there is one: two failures say more of the server than of chance.
        if (hasNext && attempts == MaxAttempts - 1)
            return new RetryDecision.NextModel();
        if (Pause(failure, attempts, hasNext, chance) is { } pause && pause < timeLeft && mayRetry())
            return new RetryDecision.Again(pause);
        return hasNext ? new RetryDecision.NextModel() : new RetryDecision.GiveUp();
    }

    /// <summary>How long to wait before the same model is asked again; null = it is not asked again.</summary>
    private static TimeSpan? Pause(UpstreamException failure, int attempts, bool hasNext, Random chance)
    {
        switch (failure.Error)
        {
            case UpstreamError.RateLimited when failure.RetryAfter is { } asked:
                // Another model that is free now beats waiting, unless the wait is shorter than a user notices.
                return asked > LongestRetryAfter || (hasNext && asked > TimeSpan.FromSeconds(1)) ? null : asked + Jitter(TimeSpan.FromMilliseconds(200), chance);
            case UpstreamError.RateLimited or UpstreamError.Overloaded:
                return failure.RetryAfter is { } wait && wait > LongestRetryAfter ? null : (failure.RetryAfter ?? Growing(attempts)) + Jitter(Growing(attempts), chance);
            case UpstreamError.CutOff or UpstreamError.Malformed:
                return Growing(attempts) + Jitter(Growing(attempts), chance);
            // A dead or silent server has cost its deadline already: the next model first.
            case UpstreamError.Unreachable or UpstreamError.TimedOut:
                return hasNext ? null : Growing(attempts) + Jitter(Growing(attempts), chance);
            default:
                return null;
        }
    }

    private static TimeSpan Growing(int attempts) => FirstPause * Math.Pow(2, attempts - 1);

    private static TimeSpan Jitter(TimeSpan span, Random chance) => span * chance.NextDouble();
}
