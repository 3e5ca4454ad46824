namespace Tandem.CodeIndex.Scanning;

/// <summary>What is too much for the index.</summary>
public sealed record ScanLimits
{
    /// <summary>Bytes of the largest file whose content is read; larger ones are known by their path. Default 1 MiB: hand-written source is smaller.</summary>
    public long MaxFileBytes { get; init; } = 1 << 20;

    /// <summary>Newest commits whose words are learned. Default 10,000.</summary>
    public int MaxCommits { get; init; } = 10_000;

    /// <summary>Commits that touch more files say nothing about one of them. Default 40.</summary>
    public int MaxFilesPerCommit { get; init; } = 40;
}
