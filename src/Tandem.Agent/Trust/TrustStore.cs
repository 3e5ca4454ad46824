using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tandem.Agent.Checkpoints;
using Tandem.Agent.Edits.Workspace;
using Tandem.Agent.Instructions;
using Tandem.Agent.Tools;

namespace Tandem.Agent.Trust;

/// <summary>Which repositories may name commands, hooks and servers: bound to the real path and to the content of all that can execute.</summary>
/// <remarks>Any change of that content, an added file too, ends the trust until the person has seen it. Kept in Tandem's data folder, where no
/// repository reaches.</remarks>
public sealed class TrustStore(string dataFolder, TimeProvider time)
{
    private const int MaxText = 64 << 10;
    private const int MaxFiles = 500;
    private const long MaxFileBytes = 8L << 20;

    private static readonly string[] Files = ["tandem.yaml", "tandem.yml", ".mcp.json", ".config/dotnet-tools.json", "dotnet-tools.json"];
    private static readonly string[] Folders = [".tandem", "assistants"];

    /// <summary>Whether exactly what is there now was trusted. A folder in which nothing can execute needs none.</summary>
    public bool IsTrusted(string folder) => Look(folder).IsTrusted;

    /// <summary>What can execute there and what it tells agents.</summary>
    /// <exception cref="Edits.EditRefusedException">Not a folder.</exception>
    public TrustLook LookAtAll(string folder, CancellationToken cancellationToken)
    {
        var look = Look(folder);
        var record = Find(look.Folder);
        var instructions = new InstructionFinder(look.Folder).All(cancellationToken).Select(file => new TrustedItem(file.Path, file.Hash, file.Text)).ToList();
        return look with
        {
            Instructions = instructions,
            TrustsInstructions = instructions.TrueForAll(item => Holds(record, item.Path, item.Hash)),
            Changes = record is null ? [] : [.. look.Changes, .. Compare(record.Instructions ?? [], instructions)],
        };
    }

    /// <summary>Says whether an instruction file is trusted as it is, by path and hash. What is trusted later counts with the next session.</summary>
    public Func<string, string, bool> TrustedInstructions(string folder)
    {
        var record = Find(new PathResolver(folder).Root);
        return (path, hash) => Holds(record, path, hash);
    }

    /// <exception cref="Edits.EditRefusedException">Not a folder.</exception>
    public TrustLook Look(string folder)
    {
        var real = new PathResolver(folder).Root;
        var items = Read(real);
        var record = Find(real);
        return new TrustLook
        {
            Folder = real, Items = items, Since = record?.Time, WasTrusted = record is not null,
            IsTrusted = items.Count == 0 || (record is not null && record.Items.Select(item => (item.Path, item.Hash)).SequenceEqual(items.Select(item => (item.Path, item.Hash)))),
            Changes = record is null ? [] : Compare(record.Items, items),
        };
    }

    /// <summary>Trusts what was shown: what has changed since is not meant, and will be asked again.</summary>
    public void Trust(TrustLook seen)
    {
        PrivateFolder.Create(Path.GetDirectoryName(FileOf(seen.Folder))!);
        var record = new TrustRecord(seen.Folder, time.GetUtcNow(), seen.Items, seen.Instructions);
        var temporary = $"{FileOf(seen.Folder)}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(record, TrustJson.Default.TrustRecord));
        File.Move(temporary, FileOf(seen.Folder), overwrite: true);
    }

    /// <returns>False where it was not trusted.</returns>
    public bool Revoke(string folder)
    {
        var file = FileOf(new PathResolver(folder).Root);
        if (!File.Exists(file)) return false;
        File.Delete(file);
        return true;
    }

    private static bool Holds(TrustRecord? record, string path, string hash) => record?.Instructions?.Any(item => item.Path == path && item.Hash == hash) == true;

    private static List<TrustChange> Compare(IReadOnlyList<TrustedItem> before, IReadOnlyList<TrustedItem> after)
    {
        var (was, now) = (before.ToDictionary(item => item.Path, StringComparer.Ordinal), after.ToDictionary(item => item.Path, StringComparer.Ordinal));
        var changes = new List<TrustChange>();
        foreach (var path in was.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            var (old, current) = (was.GetValueOrDefault(path), now.GetValueOrDefault(path));
            if (old?.Hash == current?.Hash) continue;
            changes.Add(new TrustChange(path, old is null ? "add" : current is null ? "delete" : "update", Diff(path, old, current)));
        }
        return changes;
    }

    private static string? Diff(string path, TrustedItem? old, TrustedItem? current)
    {
        if (old is { Text: null } || current is { Text: null }) return null;
        return DiffText.Of([new FileWrite(new WorkspacePath(path, path, null), Bytes(current), Bytes(old), null)]);
        static byte[]? Bytes(TrustedItem? item) => item is null ? null : Encoding.UTF8.GetBytes(item.Text!);
    }

    private static List<TrustedItem> Read(string root)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, MaxRecursionDepth = 8 };
        var paths = Files.Select(file => Path.Combine(root, file)).Where(File.Exists)
            .Concat(Folders.Select(folder => Path.Combine(root, folder)).Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*", options)))
            .Order(StringComparer.Ordinal).Take(MaxFiles + 1).ToList();
        // More than anyone reads: never trusted, whatever was said before.
        if (paths.Count > MaxFiles) return [new TrustedItem(".", RandomNumberGenerator.GetHexString(64, lowercase: true), null)];
        return [.. paths.Select(path => Item(root, path))];
    }

    private static TrustedItem Item(string root, string path)
    {
        var name = Path.GetRelativePath(root, path).Replace('\\', '/');
        try
        {
            if (new FileInfo(path).Length > MaxFileBytes) return new TrustedItem(name, RandomNumberGenerator.GetHexString(64, lowercase: true), null);
            var bytes = File.ReadAllBytes(path);
            return new TrustedItem(name, Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length <= MaxText && !bytes.AsSpan().Contains((byte)0) ? Encoding.UTF8.GetString(bytes) : null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What cannot be read cannot be trusted.
            return new TrustedItem(name, RandomNumberGenerator.GetHexString(64, lowercase: true), null);
        }
    }

    private TrustRecord? Find(string real)
    {
        try
        {
            var file = FileOf(real);
            return File.Exists(file) && JsonSerializer.Deserialize(File.ReadAllBytes(file), TrustJson.Default.TrustRecord) is { } record && record.Folder == real ? record : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private string FileOf(string real) => Path.Combine(dataFolder, "trust", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(real)))[..32] + ".json");
}

/// <param name="Folder">The real path.</param>
/// <param name="Instructions">Null in a file of an earlier version.</param>
internal sealed record TrustRecord(string Folder, DateTimeOffset Time, IReadOnlyList<TrustedItem> Items, IReadOnlyList<TrustedItem>? Instructions = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TrustRecord))]
internal sealed partial class TrustJson : JsonSerializerContext;
