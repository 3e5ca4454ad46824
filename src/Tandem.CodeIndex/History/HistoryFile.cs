using System.Globalization;
using System.Text.Json;

namespace Tandem.CodeIndex.History;

/// <summary>A history written down as JSON lines <c>{"commit","date","message","files"}</c>, newest first.</summary>
public sealed class HistoryFile(string file) : IHistorySource
{
    /// <exception cref="InvalidDataException">A line is no JSON object of this shape.</exception>
    public HistoryChange Since(string? knownHead, int maxCommits, ICollection<string> notes, CancellationToken cancellationToken)
    {
        var info = new FileInfo(file);
        var head = string.Create(CultureInfo.InvariantCulture, $"{info.FullName}:{info.Length}:{info.LastWriteTimeUtc.Ticks}");
        if (head == knownHead) return HistoryChange.None(head);
        var commits = new List<Commit>();
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            if (commits.Count == maxCommits) break;
            if (string.IsNullOrWhiteSpace(line)) continue;
            try
            {
                using var json = JsonDocument.Parse(line);
                commits.Add(Read(json.RootElement));
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
            {
                throw new InvalidDataException($"{file}:{number}: expected {{\"commit\",\"date\",\"message\",\"files\"}}: {e.Message}", e);
            }
        }

        return new HistoryChange(head, StartsOver: true, commits, []);
    }

    private static Commit Read(JsonElement line)
    {
        var date = DateTimeOffset.Parse(line.GetProperty("date").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var files = line.GetProperty("files").EnumerateArray().Select(f => f.GetString()!).ToList();
        return new Commit(line.GetProperty("commit").GetString()!, date.ToUnixTimeSeconds(), line.GetProperty("message").GetString()!, files, []);
    }
}
