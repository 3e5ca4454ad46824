using System.Globalization;
using System.Net.Http.Headers;
using Tandem.Egress;

namespace Tandem.Providers.Wire;

/// <summary>Maps what upstreams say when they refuse to one of our kinds. Their text decides the kind and is never passed on.</summary>
internal static class UpstreamErrors
{
    private static readonly string[] ContextWords =
    [
        "context_length", "context length", "context window", "context size", "exceed_context_size", "prompt is too long", "prompt too long", "input is too long", "too many tokens",
        "maximum number of tokens", "input token count", "exceeds the maximum context", "max_prompt_tokens", "reduce the length", "context overflow", "context the overflows",
        "exceeds model context", "longer than the model's context", "request_too_large", "num_ctx",
    ];

    private static readonly string[] FilterWords =
        ["content_filter", "content filter", "content management policy", "content_policy", "content filtering", "responsibleaipolicy", "prohibited_content", "moderation"];

    private static readonly string[] QuotaWords =
        ["insufficient_quota", "exceeded your current quota", "credit balance", "billing", "usage quota", "quota_exceeded", "insufficient credits", "payment required", "out of credits", "usage limit"];

    private static readonly string[] KeyWords = ["api key not valid", "api_key_invalid", "invalid api key", "invalid_api_key", "incorrect api key", "authentication_error"];

    /// <summary>The failure of a response whose status is no success.</summary>
    public static UpstreamException Of(string model, int status, HttpResponseHeaders headers, ReadOnlySpan<byte> body, TimeProvider time)
    {
        var said = UpstreamErrorBody.Parse(body);
        if (status is >= 300 and < 400)
            return new UpstreamException(UpstreamError.Malformed, $"'{model}' answered with a redirect, which is not followed; set base_url to the final address.") { Status = status };
        return Make(model, KindOf(status, said), status, RetryAfter(headers, time) ?? said.RetryAfter);
    }

    /// <summary>An error that came under status 200, as an object or as an event of a stream.</summary>
    public static UpstreamException InBand(UpstreamErrorBody said) => Make("the upstream", KindOf(said.Status ?? 500, said), said.Status, said.RetryAfter);

    /// <summary>A failure of the connection.</summary>
    public static UpstreamException Of(string model, EgressFailedException failed) => new(
        failed.Failure switch
        {
            EgressFailure.Connect => UpstreamError.Unreachable,
            EgressFailure.Certificate => UpstreamError.Certificate,
            EgressFailure.HeadersDeadline => UpstreamError.TimedOut,
            _ => UpstreamError.CutOff,
        },
        $"'{model}': {failed.Message}",
        failed);

    internal static UpstreamError KindOf(int status, UpstreamErrorBody said)
    {
        var words = said.Words;
        if (Holds(words, ContextWords) && status is not (401 or 403 or 404)) return UpstreamError.ContextLength;
        if (status is 400 or 402 or 403 or 429 && said.RetryAfter is null && Holds(words, QuotaWords)) return UpstreamError.QuotaExhausted;
        if (Holds(words, KeyWords)) return UpstreamError.Unauthorized;
        if (Holds(words, FilterWords) && status is >= 400 and < 500 and not 429) return UpstreamError.ContentFilter;
        return status switch
        {
            401 or 403 => UpstreamError.Unauthorized,
            402 => UpstreamError.QuotaExhausted,
            404 or 405 or 410 => UpstreamError.NotFound,
            413 => UpstreamError.ContextLength,
            429 => UpstreamError.RateLimited,
            408 or 409 or 425 or >= 500 => UpstreamError.Overloaded,
            _ => words.Contains("rate_limit", StringComparison.Ordinal) ? UpstreamError.RateLimited
                : words.Contains("overloaded", StringComparison.Ordinal) ? UpstreamError.Overloaded
                : UpstreamError.InvalidRequest,
        };
    }

    private static UpstreamException Make(string model, UpstreamError kind, int? status, TimeSpan? retryAfter)
    {
        var name = model.StartsWith("the ", StringComparison.Ordinal) ? model : $"'{model}'";
        return new UpstreamException(kind, kind switch
        {
            UpstreamError.ContextLength => $"The prompt is longer than {name} takes; shorten it or use a model with a larger context.",
            UpstreamError.ContentFilter => $"The content filter of {name} refused the request; rephrase it or use another model.",
            UpstreamError.QuotaExhausted => $"The quota at the provider of {name} is used up; top it up or use another model.",
            UpstreamError.RateLimited => $"{name} is limiting requests (429); try again later.",
            UpstreamError.Unauthorized => $"{name} refused the key ({status}); check api_key and whether it may use this model.",
            UpstreamError.NotFound => $"{name} is not known to its provider or base_url is wrong ({status}); check model and base_url.",
            UpstreamError.InvalidRequest => $"{name} does not take this request ({status}).",
            _ => $"{name} failed to answer ({status?.ToString(CultureInfo.InvariantCulture) ?? "error in the stream"}); it may be overloaded.",
        })
        { Status = status, RetryAfter = kind is UpstreamError.RateLimited or UpstreamError.Overloaded ? retryAfter : null };
    }

    private static TimeSpan? RetryAfter(HttpResponseHeaders headers, TimeProvider time)
    {
        if (headers.TryGetValues("retry-after-ms", out var values) && double.TryParse(values.First(), CultureInfo.InvariantCulture, out var ms) && ms is >= 0 and < 1e9)
            return TimeSpan.FromMilliseconds(ms);
        if (headers.RetryAfter is not { } asked) return null;
        var wait = asked.Delta ?? (asked.Date is { } date ? date - time.GetUtcNow() : null);
        return wait is { } there && there < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static bool Holds(string words, string[] any) => any.Any(word => words.Contains(word, StringComparison.Ordinal));
}
