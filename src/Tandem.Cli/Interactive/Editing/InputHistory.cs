using System.Text;
using System.Text.Json;

namespace Tandem.Cli.Interactive.Editing;

/// <summary>What was entered before, over all sessions of the user: one JSON string a line, the newest last. A file that cannot be used costs the memory, never the session.</summary>
internal sealed class InputHistory
{
    private const int Most = 1_000;
    private const int LongestKept = 20_000; // Characters; a longer entry is a pasted file.

    private readonly string? _file;
    private readonly List<string> _entries = [];

    /// <param name="file">Null = kept for this session only.</param>
    public InputHistory(string? file)
    {
        _file = file;
        if (file is null || !File.Exists(file))
            return;
        try
        {
            var lines = File.ReadLines(file).TakeLast(Most * 2).ToList();
            foreach (var line in lines)
                if (Read(line) is { Length: > 0 } entry)
                    Remember(entry);
            if (lines.Count == Most * 2)
                WholeFile.Replace(file, stream => stream.Write(Encoding.UTF8.GetBytes(string.Concat(_entries.Select(Line)))));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _file = null;
        }
    }

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<string> Entries => _entries;

    /// <summary>Keeps an entry. One that begins with a space is not written down, as in a shell.</summary>
    public void Add(string entry)
    {
        if (string.IsNullOrWhiteSpace(entry) || entry.Length > LongestKept)
            return;
        Remember(entry);
        if (_file is null || entry[0] == ' ')
            return;
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // What is typed is nobody else's.
            using var stream = new FileStream(_file, options);
            stream.Write(Encoding.UTF8.GetBytes(Line(entry)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The next start begins without it; nothing else depends on it.
        }
    }

    /// <summary>The newest entry before <paramref name="before"/> that holds the words, or -1.</summary>
    public int Find(string words, int before)
    {
        for (var place = Math.Min(before, _entries.Count) - 1; place >= 0; place--)
            if (_entries[place].Contains(words, StringComparison.OrdinalIgnoreCase))
                return place;
        return -1;
    }

    private void Remember(string entry)
    {
        _entries.Remove(entry); // Each once: where it was used last.
        _entries.Add(entry);
        if (_entries.Count > Most)
            _entries.RemoveAt(0);
    }

    private static string Line(string entry) => JsonSerializer.Serialize(entry, InteractiveJson.Default.String) + "\n";

    private static string? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, InteractiveJson.Default.String);
        }
        catch (JsonException)
        {
            return null; // Cut by a crash, or another program's.
        }
    }
}
