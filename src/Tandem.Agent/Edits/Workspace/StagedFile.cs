using System.Security.Cryptography;
using Tandem.Agent.Edits.Text;

namespace Tandem.Agent.Edits.Workspace;

/// <summary>A file as the edits so far would leave it, beside what is on disk.</summary>
internal sealed class StagedFile(WorkspacePath path, byte[]? onDisk, UnixFileMode? mode)
{
    public WorkspacePath Path => path;

    /// <summary>Null where no file is there.</summary>
    public byte[]? OnDisk => onDisk;

    public UnixFileMode? Mode { get; set; } = mode;

    /// <summary>Null where no file shall be.</summary>
    public TextDocument? Document { get; set; } = onDisk is null ? null : TextDocument.Read(onDisk);

    public string? MovedFrom { get; set; }

    public bool IsMovedAway { get; set; }

    public bool IsChanged => Document is null ? onDisk is not null : onDisk is null || Document.GetText() != TextEncoding.Read(onDisk).Text;

    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
