namespace Tandem.Agent.Verification;

/// <summary>One command before the change.</summary>
/// <param name="ExitCode">Null = timed out or never started.</param>
/// <param name="Failures">Every failure that could be read, for comparison.</param>
/// <param name="EnvironmentFault">Why it says nothing about the code; null = it does.</param>
public sealed record BaselineCheck(string Command, int? ExitCode, double Seconds, IReadOnlyList<string> Failures, string? EnvironmentFault)
{
    public bool Passed => ExitCode == 0;
}
