namespace Tandem.Providers;

/// <summary>An error as a client of any dialect is told it.</summary>
/// <param name="Kind">Decides the HTTP status and the dialect's own type.</param>
/// <param name="Message">What was wrong and how to cure it; no key, no prompt, no upstream's text.</param>
/// <param name="RequestId">The id that the server made, or null.</param>
/// <param name="Code">A finer word that clients compare (<c>model_not_found</c>), or null = by the kind.</param>
public sealed record WireError(WireErrorKind Kind, string Message, string? RequestId = null, string? Code = null)
{
    /// <summary>The HTTP status of the kind.</summary>
    public int Status => Kind switch
    {
        WireErrorKind.Invalid or WireErrorKind.ContextLength or WireErrorKind.ContentFilter => 400,
        WireErrorKind.Unauthorized => 401,
        WireErrorKind.BudgetExceeded => 402,
        WireErrorKind.PrivacyRefused or WireErrorKind.Forbidden => 403,
        WireErrorKind.NotFound => 404,
        WireErrorKind.TooLarge => 413,
        WireErrorKind.RateLimited => 429,
        WireErrorKind.NoModel => 503,
        WireErrorKind.UpstreamTimedOut => 504,
        WireErrorKind.UpstreamFailed => 502,
        _ => 500,
    };

    /// <summary>The kind as the word that stands in <c>code</c>.</summary>
    public string Word => Code ?? Kind switch
    {
        WireErrorKind.Invalid => "invalid",
        WireErrorKind.Unauthorized => "unauthorized",
        WireErrorKind.Forbidden => "forbidden",
        WireErrorKind.BudgetExceeded => "budget_exceeded",
        WireErrorKind.PrivacyRefused => "privacy_refused",
        WireErrorKind.NotFound => "not_found",
        WireErrorKind.TooLarge => "too_large",
        WireErrorKind.RateLimited => "rate_limited",
        WireErrorKind.NoModel => "no_model",
        WireErrorKind.ContextLength => "context_length_exceeded",
        WireErrorKind.ContentFilter => "content_filter",
        WireErrorKind.UpstreamTimedOut => "upstream_timed_out",
        WireErrorKind.UpstreamFailed => "upstream_failed",
        _ => "internal",
    };
}
