using Tandem.Egress;
using Tandem.Pipeline.Errors;
using Tandem.Providers;

namespace Tandem.Pipeline.Attempts;

/// <summary>What a failed attempt means to the client, in its words and with the cure.</summary>
internal static class AttemptFailures
{
    private static readonly TimeSpan BusyRetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>The failure as an <see cref="UpstreamException"/>; null where it is not an attempt's failure.</summary>
    public static UpstreamException? Of(Exception exception, string model) => exception switch
    {
        UpstreamException upstream => upstream,
        EgressFailedException { Failure: EgressFailure.Certificate } failed => new(UpstreamError.Certificate, $"{model}: {failed.Message}", failed),
        EgressFailedException { Failure: EgressFailure.HeadersDeadline } failed => new(UpstreamError.TimedOut, $"{model}: {failed.Message}", failed),
        EgressFailedException { Failure: EgressFailure.Reset } failed => new(UpstreamError.CutOff, $"{model}: {failed.Message}", failed),
        EgressFailedException failed => new(UpstreamError.Unreachable, $"{model}: {failed.Message}", failed),
        _ => null,
    };

    /// <summary>The failure where every breaker is open.</summary>
    public static UpstreamException Resting(string model) =>
        new(UpstreamError.Unreachable, $"{model} failed repeatedly and is given a rest of a few seconds.");

    /// <summary>The failure where the model takes no more at once and enough wait for it.</summary>
    public static UpstreamException Busy(string model) =>
        new(UpstreamError.RateLimited, $"{model} has as many requests under way and waiting as it may (max_concurrency).") { RetryAfter = BusyRetryAfter };

    /// <summary>The gate's refusal as the client sees it.</summary>
    public static RequestException Explain(EgressRefusedException refusal) =>
        new(ErrorKind.PrivacyRefused, refusal.Message, refusal) { Code = refusal.Rule };

    /// <summary>The error after the last attempt.</summary>
    public static RequestException Explain(UpstreamException failure) => failure.Error switch
    {
        UpstreamError.RateLimited => new(ErrorKind.RateLimited, failure.Message, failure) { RetryAfter = failure.RetryAfter },
        UpstreamError.QuotaExhausted => new(ErrorKind.RateLimited, failure.Message, failure) { Code = "insufficient_quota", RetryAfter = failure.RetryAfter },
        UpstreamError.InvalidRequest => new(ErrorKind.Invalid, failure.Message, failure),
        UpstreamError.ContextLength => new(ErrorKind.Invalid, failure.Message, failure) { Code = "context_length_exceeded" },
        UpstreamError.ContentFilter => new(ErrorKind.Invalid, failure.Message, failure) { Code = "content_filter" },
        UpstreamError.Unauthorized or UpstreamError.NotFound =>
            new(ErrorKind.NoModel, $"{failure.Message} 'tandem doctor' shows which setting is wrong.", failure),
        _ => new(ErrorKind.NoModel, $"{failure.Message} 'tandem doctor' checks every model.", failure),
    };

    /// <summary>The error after content was relayed: the answer is not whole.</summary>
    public static RequestException Broken(UpstreamException failure) =>
        new(ErrorKind.Failed, $"The answer broke off: {failure.Message} What came so far is incomplete.", failure) { Code = "incomplete" };
}
