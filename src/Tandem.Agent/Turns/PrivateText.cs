using System.Buffers;
using System.Collections.Concurrent;
using Tandem.Pipeline.Privacy;

namespace Tandem.Agent.Turns;

/// <summary>Notices text of private files wherever it comes from: a command's output, a diff, a search.</summary>
/// <remarks>Compares with the lines of the private files of the workspace. What was transformed (encoded, encrypted) is not seen: the sandbox is there for that.</remarks>
internal sealed class PrivateText(string root, PrivacyOptions privacy)
{
    private const int MinLength = 10; // Shorter lines ("{", "DEBUG=1") stand in any file.
    private const int MaxLines = 5_000;
    private const int MaxFiles = 200;
    private const int MaxFileBytes = 256 * 1024;
    private const int MaxEntries = 50_000;

    private static readonly EnumerationOptions Flat = new() { AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Device, IgnoreInaccessible = true };

    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal); // Matching a glob costs more than everything else here.
    private readonly Lock _gate = new();
    private SearchValues<string>? _lines;
    private string _stamp = "";

    /// <summary>Whether a path is private by its name.</summary>
    public bool IsPrivate(string path) => privacy.PrivatePaths.Count > 0 && _known.GetOrAdd(path, privacy.IsPrivate);

    /// <summary>Whether a line of a private file stands in a text.</summary>
    public bool IsIn(string text)
    {
        if (privacy.PrivatePaths.Count == 0) return false;
        lock (_gate)
        {
            Refresh();
            return _lines is not null && text.AsSpan().ContainsAny(_lines);
        }
    }

    private void Refresh()
    {
        var files = Find();
        var stamp = string.Join('\n', files.Select(file => $"{file.FullName}:{file.Length}:{file.LastWriteTimeUtc.Ticks}"));
        if (stamp == _stamp) return;
        _stamp = stamp;
        var lines = files.SelectMany(Lines).Distinct(StringComparer.Ordinal).Take(MaxLines).ToArray();
        _lines = lines.Length == 0 ? null : SearchValues.Create(lines, StringComparison.Ordinal);
    }

    private List<FileInfo> Find()
    {
        var found = new List<FileInfo>();
        var folders = new Queue<DirectoryInfo>([new DirectoryInfo(root)]);
        for (var seen = 0; folders.TryDequeue(out var folder) && seen < MaxEntries && found.Count < MaxFiles;)
            foreach (var entry in folder.EnumerateFileSystemInfos("*", Flat))
            {
                seen++;
                if (entry is DirectoryInfo inner)
                {
                    if (inner.Name is not (".git" or "node_modules")) folders.Enqueue(inner);
                }
                else if (entry is FileInfo file && file.Length is > 0 and <= MaxFileBytes && IsPrivate(Path.GetRelativePath(root, file.FullName).Replace('\\', '/')))
                {
                    found.Add(file);
                }
            }

        return found;
    }

    private static IEnumerable<string> Lines(FileInfo file)
    {
        string text;
        try
        {
            text = File.ReadAllText(file.FullName);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            yield break;
        }

        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Trim();
            if (line.Length >= MinLength) yield return line;
            var value = line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim('"', '\'', ' ');
            if (value.Length >= MinLength && value.Length < line.Length) yield return value;
        }
    }
}
