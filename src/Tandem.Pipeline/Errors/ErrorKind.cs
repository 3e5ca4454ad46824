namespace Tandem.Pipeline.Errors;

/// <summary>Kinds of error that a door reports; each has one exit code and one HTTP status (design contract, §4).</summary>
public enum ErrorKind
{
    Invalid,
    Unauthorized,
    PrivacyRefused,
    BudgetExceeded,
    RateLimited,
    NoModel,

    /// <summary>The answer broke off, or something failed inside.</summary>
    Failed,
}
