using Tandem.Agent.Edits.Workspace;
using Tandem.Agent.Tools;
using Tandem.Agent.Verification;

namespace Tandem.Agent.Checkpoints;

/// <summary>A change as a unified diff.</summary>
internal static class ChangeDiff
{
    private const int MaxDiffed = 1 << 20;

    public static string Of(PathChange change, BlobStore blobs)
    {
        if (change.Before?.Kind == FileStateKind.Folder || change.After?.Kind == FileStateKind.Folder) return "";
        if (change is { Before: { Kind: FileStateKind.File } a, After: { Kind: FileStateKind.File } b } && a.Content == b.Content)
            return $"mode of {change.Path}: {Convert.ToString(a.Mode, 8)} → {Convert.ToString(b.Mode, 8)}\n";
        var (before, after) = (Bytes(change.Before, blobs), Bytes(change.After, blobs));
        if (IsBinary(before) || IsBinary(after)) return $"{change.Action} of {change.Path}, which is binary or large\n";
        return DiffText.Of([new FileWrite(new WorkspacePath(change.Path, change.Path, null), after, before, null)]);
    }

    /// <returns>Null for what is no text.</returns>
    public static ChangedFile? Texts(PathChange change, BlobStore blobs)
    {
        if ((change.Before ?? change.After) is not { Kind: FileStateKind.File } || (change.After ?? change.Before) is not { Kind: FileStateKind.File }) return null;
        var (before, after) = (Bytes(change.Before, blobs), Bytes(change.After, blobs));
        return IsBinary(before) || IsBinary(after) ? null : new ChangedFile(change.Path, Text(before), Text(after));
    }

    private static string? Text(byte[]? bytes) => bytes is null ? null : System.Text.Encoding.UTF8.GetString(bytes);

    private static byte[]? Bytes(FileState? state, BlobStore blobs) => state switch
    {
        null => null,
        { Kind: FileStateKind.Link } => System.Text.Encoding.UTF8.GetBytes(state.Content + "\n"),
        { IsKept: true } when blobs.Has(state.Content!) => blobs.Get(state.Content!),
        _ => [0],
    };

    private static bool IsBinary(byte[]? bytes) => bytes is not null && (bytes.Length > MaxDiffed || bytes.AsSpan().Contains((byte)0));
}
