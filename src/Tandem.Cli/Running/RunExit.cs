using Tandem.Agent.Turns;

namespace Tandem.Cli.Running;

/// <summary>How a turn's end reads as a task's status and exit code (design contract, §4).</summary>
internal static class RunExit
{
    public static (string Status, int Code) Of(TurnResult result) => result.Status switch
    {
        TurnStatus.Interrupted => ("interrupted", ExitCode.Interrupted),
        TurnStatus.Answered when result.Refusals.Count > 0 => ("refused", ExitCode.Refused),
        TurnStatus.Answered => ("unverified", ExitCode.Success),
        _ => ("failed", result.Error is { } kind ? ExitCode.Of(kind) : ExitCode.Failed),
    };
}
