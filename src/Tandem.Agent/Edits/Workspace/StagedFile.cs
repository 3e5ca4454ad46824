using System.Security.Cryptography;
using System.Text;
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

    /// <summary>What to write, or null where the file stays as it is. Null bytes in it stand for a deletion.</summary>
    /// <exception cref="EditRefusedException">The new text has a character that the file's encoding lacks.</exception>
    public FileWrite? ToWrite()
    {
        if (Document is null) return onDisk is null ? null : new FileWrite(path, null, onDisk, Mode);
        var bytes = GetBytes(Document);
        return onDisk is not null && bytes.AsSpan().SequenceEqual(onDisk) ? null : new FileWrite(path, bytes, onDisk, Mode);
    }

    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private byte[] GetBytes(TextDocument document)
    {
        try
        {
            return document.GetBytes();
        }
        catch (EncoderFallbackException)
        {
            throw new EditRefusedException(
                EditErrorKind.Malformed, $"The new text has a character that the {document.Encoding.Name} file cannot hold.", path.Relative,
                "Use characters of the file's encoding, or escapes of its language.");
        }
    }
}
