namespace Tandem.Egress;

/// <summary>Separate deadlines of one attempt, on a monotonic clock. Progress means model output.</summary>
public sealed record EgressDeadlines
{
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From the request's last byte to the response's headers.</summary>
    public TimeSpan Headers { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan FirstToken { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Between two pieces of model output.</summary>
    public TimeSpan Progress { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan Total { get; init; } = TimeSpan.FromMinutes(30);
}
