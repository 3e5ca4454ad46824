namespace Tandem.Pipeline.Errors;

/// <summary>How kinds of error are written in JSON.</summary>
public static class ErrorNames
{
    public static string Of(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => "invalid",
        ErrorKind.Unauthorized => "unauthorized",
        ErrorKind.PrivacyRefused => "privacy_refused",
        ErrorKind.BudgetExceeded => "budget_exceeded",
        ErrorKind.RateLimited => "rate_limited",
        ErrorKind.NoModel => "no_model",
        _ => "failed",
    };
}
