using System.Text;
using System.Text.Json;

namespace Tandem.Agent.Checkpoints;

/// <summary>A workspace's checkpoints on disk: a header and a list of changes each. A line that a kill cut off is as if it had not been written.</summary>
internal sealed class CheckpointFiles(string folder)
{
    private const string HeaderEnd = ".json";
    private const string ChangesEnd = ".changes";

    public string TreeFile => Path.Combine(folder, "tree");

    public void Write(CheckpointHeader header)
    {
        PrivateFolder.Create(folder);
        var file = Path.Combine(folder, header.Id + HeaderEnd);
        File.WriteAllBytes(file + ".new", JsonSerializer.SerializeToUtf8Bytes(header, CheckpointJson.Default.CheckpointHeader));
        File.Move(file + ".new", file, overwrite: true);
    }

    public void Append(string id, IReadOnlyList<PathChange> changes)
    {
        if (changes.Count == 0) return;
        var text = new StringBuilder();
        foreach (var change in changes) text.Append(JsonSerializer.Serialize(change, CheckpointJson.Default.PathChange)).Append('\n');
        File.AppendAllText(Path.Combine(folder, id + ChangesEnd), text.ToString());
    }

    /// <summary>The newest first.</summary>
    public List<CheckpointHeader> List()
    {
        if (!Directory.Exists(folder)) return [];
        return [.. Directory.EnumerateFiles(folder, "*" + HeaderEnd).Select(Read).OfType<CheckpointHeader>().OrderByDescending(header => header.Id, StringComparer.Ordinal)];
    }

    public List<PathChange> Changes(string id)
    {
        var file = Path.Combine(folder, id + ChangesEnd);
        var changes = new List<PathChange>();
        if (!File.Exists(file)) return changes;
        foreach (var line in File.ReadLines(file))
        {
            try
            {
                if (JsonSerializer.Deserialize(line, CheckpointJson.Default.PathChange) is { } change) changes.Add(change);
            }
            catch (JsonException)
            {
                break; // Cut off by a kill.
            }
        }
        return changes;
    }

    public void Delete(string id)
    {
        File.Delete(Path.Combine(folder, id + HeaderEnd));
        File.Delete(Path.Combine(folder, id + ChangesEnd));
    }

    private static CheckpointHeader? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), CheckpointJson.Default.CheckpointHeader);
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }
}
