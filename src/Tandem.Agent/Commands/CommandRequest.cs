namespace Tandem.Agent.Commands;

/// <summary>A command line for <c>/bin/sh</c>.</summary>
public sealed record CommandRequest
{
    public required string Command { get; init; }

    /// <summary>Full path, the workspace or a folder in it.</summary>
    public required string WorkingFolder { get; init; }

    public required TimeSpan Timeout { get; init; }

    /// <summary>Written to the command's stdin, then closed.</summary>
    public string? Input { get; init; }

    /// <summary>The workspace too is read-only.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>An approved restore: the package sources may be reached.</summary>
    public bool MayUseNetwork { get; init; }

    /// <summary>Hears the output as it comes.</summary>
    public Action<string>? OnOutput { get; init; }
}
