using Tandem.Routing;

namespace Tandem.Agent.Mcp;

/// <summary>One MCP server, by command (stdio) or by address (streamable HTTP).</summary>
public sealed record McpServerOptions
{
    public required string Name { get; init; }

    /// <summary>The program; null = <see cref="Url"/> counts.</summary>
    public string? Command { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Variables beside those that every sandboxed command gets.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public Uri? Url { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The sandbox lets it reach the network; then what it is told may leave the house.</summary>
    public bool MayUseNetwork { get; init; }

    /// <summary>Tools that are offered, as globs; empty = all.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>Until it must be ready.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Until a call must be answered.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The zone of what it is told; null = by where it runs.</summary>
    public Zone? Zone { get; init; }

    /// <summary>Who configured it, for the list: <c>user</c> or <c>project</c>.</summary>
    public string Origin { get; init; } = "user";

    /// <summary>Local: in the sandbox without a network, or at a loopback address.</summary>
    public Zone EffectiveZone => Zone ?? (Command is not null ? (MayUseNetwork ? Routing.Zone.External : Routing.Zone.Local) : Url is { IsLoopback: true } ? Routing.Zone.Local : Routing.Zone.External);

    /// <summary>How it is started or reached, as people read it.</summary>
    public string Shown => Command is null ? Url!.GetLeftPart(UriPartial.Path) : string.Join(' ', [Command, .. Arguments]);
}
