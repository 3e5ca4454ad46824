using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tandem.Agent.Verification;

/// <summary>What commands said of a tree, kept by the tree's hash: the same tree is not judged twice.</summary>
internal sealed class BaselineCache(string dataFolder, TimeProvider time)
{
    private const int MaxKept = 200;

    // What is installed changes without the tree: a red one is looked at again after a while.
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(24);
    private readonly string _folder = Path.Combine(dataFolder, "baselines");

    public Baseline? Find(string treeHash, IReadOnlyList<string> commands)
    {
        var file = FileOf(treeHash, commands);
        try
        {
            if (!File.Exists(file) || time.GetUtcNow() - File.GetLastWriteTimeUtc(file) > MaxAge) return null;
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), BaselineJson.Default.Baseline);
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }

    public void Keep(string treeHash, IReadOnlyList<string> commands, Baseline baseline)
    {
        // A fault of the surroundings may be cured at any moment.
        if (baseline.Checks.Any(check => check.EnvironmentFault is not null || check.ExitCode is null)) return;
        Checkpoints.PrivateFolder.Create(_folder);
        var file = FileOf(treeHash, commands);
        var temporary = $"{file}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(baseline, BaselineJson.Default.Baseline));
        File.Move(temporary, file, overwrite: true);
        foreach (var old in new DirectoryInfo(_folder).EnumerateFiles("*.json").OrderByDescending(one => one.LastWriteTimeUtc).Skip(MaxKept)) old.Delete();
    }

    private string FileOf(string treeHash, IReadOnlyList<string> commands) =>
        Path.Combine(_folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(treeHash + "\n" + string.Join('\n', commands))))[..40] + ".json");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Baseline))]
internal sealed partial class BaselineJson : JsonSerializerContext;
