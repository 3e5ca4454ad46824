namespace Tandem.Agent.Checkpoints;

/// <summary>What stands at a path. Equal states are the same byte for byte.</summary>
/// <param name="Mode">Permission bits, as in <c>chmod</c>.</param>
/// <param name="Content">A file's SHA-256, a link's target; null for a folder. A file too large to be kept has <c>large:</c> and its size and time instead.</param>
public sealed record FileState(FileStateKind Kind, int Mode, string? Content)
{
    internal const string LargePrefix = "large:";

    /// <summary>The content is in the store, so that it can be put back.</summary>
    public bool IsKept => Content is null || !Content.StartsWith(LargePrefix, StringComparison.Ordinal);
}
