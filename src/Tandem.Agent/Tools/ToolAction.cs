namespace Tandem.Agent.Tools;

/// <summary>What a tool call would do, in the terms in which permissions are given.</summary>
public sealed record ToolAction
{
    public required string Tool { get; init; }

    public required ToolAccess Access { get; init; }

    /// <summary>One line for the screen: <c>edit src/Cart.cs</c>, <c>run dotnet test</c>. Untrusted text: shown through the terminal's one sink.</summary>
    public required string Summary { get; init; }

    /// <summary>The exact bytes that would be written, run or sent (diff, command, request); null where the summary says it all.</summary>
    public string? Detail { get; init; }

    /// <summary>Paths whose text it reads, relative to the workspace, <c>/</c> between parts.</summary>
    public IReadOnlyList<string> Reads { get; init; } = [];

    /// <summary>Paths that it would change.</summary>
    public IReadOnlyList<string> Writes { get; init; } = [];

    /// <summary>The shell command, with <see cref="ToolAccess.Command"/>.</summary>
    public string? Command { get; init; }

    /// <summary>The command restores packages, so that it needs the network: a step approved on its own.</summary>
    public bool NeedsNetwork { get; init; }

    /// <summary>Where it goes, with <see cref="ToolAccess.Outside"/>: an address, or the name of an MCP server.</summary>
    public string? Destination { get; init; }
}
