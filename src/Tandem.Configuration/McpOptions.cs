namespace Tandem.Configuration;

/// <summary>One entry of <c>mcp</c>: a server by command or by address.</summary>
public sealed record McpOptions
{
    public required string Name { get; init; }

    public string? Command { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public Uri? Url { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public bool Network { get; init; }

    /// <summary><c>local</c>, <c>external</c>, or null = by where it runs.</summary>
    public string? Zone { get; init; }

    public IReadOnlyList<string> Tools { get; init; } = [];

    public TimeSpan StartTimeout { get; init; }

    public TimeSpan CallTimeout { get; init; }
}
