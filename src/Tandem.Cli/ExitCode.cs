using Tandem.Pipeline.Errors;

namespace Tandem.Cli;

/// <summary>Exit codes by kind of error (design contract, §4).</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failed = 1;
    public const int Invalid = 2;
    public const int Refused = 3;
    public const int NoModel = 4;
    public const int NotVerified = 5;
    public const int HungUp = 129; // 128 + SIGHUP, as shells say it.
    public const int Interrupted = 130;
    public const int Terminated = 143; // 128 + SIGTERM.

    public static int Of(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid or ErrorKind.Unauthorized => Invalid,
        ErrorKind.PrivacyRefused or ErrorKind.BudgetExceeded => Refused,
        ErrorKind.RateLimited or ErrorKind.NoModel => NoModel,
        _ => Failed,
    };
}
