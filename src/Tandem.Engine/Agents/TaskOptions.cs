namespace Tandem.Engine.Agents;

/// <summary>How a task is judged and how far it goes.</summary>
public sealed record TaskOptions
{
    /// <summary>Commands that the user named for this task (<c>--verify</c>); empty = those of the configuration, else detected ones.</summary>
    public IReadOnlyList<string> Verify { get; init; } = [];

    /// <summary>For all attempts together; null = the budgets alone decide.</summary>
    public decimal? MaxCostUsd { get; init; }

    /// <summary>Told of each verifying command before it runs.</summary>
    public Func<string, CancellationToken, ValueTask>? OnVerify { get; init; }
}
