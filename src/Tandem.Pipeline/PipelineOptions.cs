namespace Tandem.Pipeline;

/// <summary>Settings of the pipeline that no user file holds yet, with their defaults.</summary>
public sealed record PipelineOptions
{
    /// <summary>A whole request, all attempts and pauses included.</summary>
    public TimeSpan TotalDeadline { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>After this a reservation counts as left behind by a process that died: the total deadline and a little.</summary>
    public TimeSpan ReservationLife => TotalDeadline + TimeSpan.FromMinutes(1);

    /// <summary>Names the price table in force.</summary>
    public string PriceVersion { get; init; } = "unversioned";
}
