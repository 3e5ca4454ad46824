namespace Tandem.CodeIndex;

/// <summary>What a refresh found and did.</summary>
public sealed record RefreshReport
{
    public required int Files { get; init; }

    public required int Added { get; init; }

    public required int Changed { get; init; }

    public required int Removed { get; init; }

    /// <summary>Commits that came or went.</summary>
    public required int Commits { get; init; }

    public required TimeSpan Elapsed { get; init; }

    /// <summary>What could not be read or was done instead, in words for the user.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    public bool IsUnchanged => Added + Changed + Removed + Commits == 0;
}
