namespace Tandem.Configuration;

/// <summary>Key <c>verify</c>.</summary>
public sealed record VerifyOptions
{
    /// <summary>Commands in order, the project's first; null = detect them from the repository; empty = none, on purpose.</summary>
    public IReadOnlyList<string>? Commands { get; init; }

    /// <summary>Commands of a project's file that nobody has trusted yet: shown, never run.</summary>
    public IReadOnlyList<string> Untrusted { get; init; } = [];
}
