namespace Tandem.Configuration;

/// <summary>Section <c>gateway</c>.</summary>
public sealed record GatewayOptions
{
    /// <summary>Where it listens.</summary>
    public IReadOnlyList<Uri> Urls { get; init; } = [new(DefaultUrl)];

    /// <summary>The first whose glob matches a client's model name counts.</summary>
    public IReadOnlyList<GatewayAlias> Aliases { get; init; } = [];

    /// <summary>Globs of upstream model names that are called as named, without routing.</summary>
    public IReadOnlyList<string> PassthroughModels { get; init; } = [];

    /// <summary>Most requests that wait for a place at one model; a further one is refused at once.</summary>
    public int MaxWaiting { get; init; } = 256;

    /// <summary>The longest wait for such a place.</summary>
    public TimeSpan QueueTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What answers under way are given to finish when the server stops.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>Loopback only.</summary>
    public const string DefaultUrl = "http://127.0.0.1:4747";
}
