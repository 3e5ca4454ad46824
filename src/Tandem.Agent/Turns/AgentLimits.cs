namespace Tandem.Agent.Turns;

/// <summary>What one user message may use before the agent stops by itself.</summary>
public sealed record AgentLimits
{
    /// <summary>Calls to a model.</summary>
    public int MaxSteps { get; init; } = 100;

    /// <summary>Null = the budgets alone decide.</summary>
    public decimal? MaxCostUsd { get; init; }

    public TimeSpan MaxTime { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Answers that broke off or came empty and are asked for again, in a row.</summary>
    public int MaxRetries { get; init; } = 2;

    /// <summary>Answers in a row in which no call could be run: the model does not get along with its tools.</summary>
    public int MaxBrokenAnswers { get; init; } = 3;
}
