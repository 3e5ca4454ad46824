namespace Tandem.Providers;

/// <summary>Kinds of error that a client can be told.</summary>
public enum WireErrorKind
{
    Internal,
    Invalid,
    Unauthorized,
    Forbidden,
    BudgetExceeded,
    PrivacyRefused,
    NotFound,
    TooLarge,
    RateLimited,

    /// <summary>No eligible model answered.</summary>
    NoModel,
    ContextLength,
    ContentFilter,
    UpstreamTimedOut,

    /// <summary>The upstream broke off or sent no valid answer.</summary>
    UpstreamFailed,
}
