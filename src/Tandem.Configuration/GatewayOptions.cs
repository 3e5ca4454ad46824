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

    /// <summary>Loopback only.</summary>
    public const string DefaultUrl = "http://127.0.0.1:4747";
}
