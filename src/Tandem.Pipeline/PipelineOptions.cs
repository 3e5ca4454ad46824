namespace Tandem.Pipeline;

/// <summary>Settings of the pipeline that no user file holds yet, with their defaults.</summary>
public sealed record PipelineOptions
{
    /// <summary>A whole request, all attempts and pauses included.</summary>
    public TimeSpan TotalDeadline { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Most requests that wait for a place at one model (<c>max_concurrency</c>); a further one is refused at once.</summary>
    public int MaxWaiting { get; init; } = 256;

    /// <summary>The longest wait for such a place.</summary>
    public TimeSpan QueueDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After this a reservation counts as left behind by a process that died: the total deadline and a little.</summary>
    public TimeSpan ReservationLife => TotalDeadline + TimeSpan.FromMinutes(1);

    /// <summary>Names the price table in force.</summary>
    public string PriceVersion { get; init; } = "unversioned";
}
