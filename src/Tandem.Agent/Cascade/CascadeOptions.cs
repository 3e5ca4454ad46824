namespace Tandem.Agent.Cascade;

/// <summary>How far a cascade goes.</summary>
public sealed record CascadeOptions
{
    /// <summary>How often a model may repair its own work before another takes over.</summary>
    public int MaxRepairs { get; init; } = 1;

    /// <summary>How often another model may take over.</summary>
    public int MaxEscalations { get; init; } = 2;

    /// <summary>For all attempts together; null = the budgets alone decide.</summary>
    public decimal? MaxCostUsd { get; init; }

    /// <summary>The task is that the commands pass (<see cref="Verification.VerificationRequest.MustPass"/>); null = told from the task's words.</summary>
    public bool? MustPass { get; init; }
}
