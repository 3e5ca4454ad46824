namespace Tandem.Routing.Training;

/// <summary>How a router is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>Equal seeds and rows give equal routers.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Only these models' outcomes are learned from; empty = all that the rows name.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Recorded with every decision that the router makes.</summary>
    public string Version { get; init; } = "learned";

    /// <summary>Fewest training rows; below, <see cref="TrainingException"/>.</summary>
    public int LeastRows { get; init; } = 50;
}
