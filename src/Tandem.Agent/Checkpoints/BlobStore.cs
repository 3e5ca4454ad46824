using System.Security.Cryptography;

namespace Tandem.Agent.Checkpoints;

/// <summary>Contents of files, each once, named by their SHA-256. For their owner only.</summary>
internal sealed class BlobStore(string folder)
{
    /// <summary>A larger file is no source; copying it at every turn would cost more than it is worth.</summary>
    public const long MaxBytes = 32L << 20;

    public string Put(ReadOnlySpan<byte> bytes)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var path = PathOf(hash);
        if (File.Exists(path)) return hash;
        PrivateFolder.Create(Path.GetDirectoryName(path)!);
        // Renamed into place, so that a name never stands for half a content.
        var temporary = $"{path}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        using (var file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.None, bytes.Length)) RandomAccess.Write(file, bytes, 0);
        File.Move(temporary, path, overwrite: true);
        return hash;
    }

    /// <exception cref="FileNotFoundException">It was never put, or was pruned.</exception>
    public byte[] Get(string hash) => File.ReadAllBytes(PathOf(hash));

    public bool Has(string hash) => File.Exists(PathOf(hash));

    /// <summary>Deletes what nothing refers to.</summary>
    public void Prune(IReadOnlySet<string> used)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetFileName(Path.GetDirectoryName(path)) + Path.GetFileName(path);
            if (!used.Contains(name)) File.Delete(path);
        }
    }

    private string PathOf(string hash) => Path.Combine(folder, hash[..2], hash[2..]);
}
