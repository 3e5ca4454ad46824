namespace Tandem.Agent.Assistants;

/// <summary>How a case went.</summary>
/// <param name="Problem">What was other than expected; null where it passed.</param>
/// <param name="Model">Who wrote the answer; null where the case brought it along.</param>
public sealed record CaseResult(string Case, string? Problem, string? Model, string Answer)
{
    public bool IsPassed => Problem is null;
}
