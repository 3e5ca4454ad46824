using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tandem.Agent.Commands;

/// <summary>Empty folders that stand in for ones that would govern if a command made them. They go when no command runs; those of a process that was killed go at the next start.</summary>
internal sealed class StandIns(string workspace, string dataFolder)
{
    private readonly List<string> _folders = [];
    private bool _lookedForOld;

    public IReadOnlyList<string> Folders => [.. _folders];

    public void Make()
    {
        if (!_lookedForOld) RemoveOld();
        _lookedForOld = true;
        var missing = GoverningNames.Folders.Select(name => Path.Combine(workspace, name)).Where(folder => !Path.Exists(folder) && new FileInfo(folder).LinkTarget is null).ToList();
        if (missing.Count == 0) return;
        Directory.CreateDirectory(Path.GetDirectoryName(Record)!);
        File.WriteAllLines(Record, missing); // Before the folders: what is not written down would stay for ever.
        foreach (var folder in missing) Directory.CreateDirectory(folder);
        _folders.AddRange(missing);
    }

    public void Remove()
    {
        if (_folders.Count == 0) return;
        foreach (var folder in _folders) RemoveIfEmpty(folder);
        _folders.Clear();
        File.Delete(Record);
    }

    private string Prefix => "stand-ins-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(workspace)))[..16] + "-";

    private string Record => Path.Combine(dataFolder, "sandbox", Prefix + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));

    private void RemoveOld()
    {
        var folder = Path.Combine(dataFolder, "sandbox");
        if (!Directory.Exists(folder)) return;
        foreach (var record in Directory.EnumerateFiles(folder, Prefix + "*"))
        {
            if (IsRunning(Path.GetFileName(record)[Prefix.Length..])) continue;
            foreach (var path in File.ReadAllLines(record).Where(path => path.StartsWith(workspace + "/", StringComparison.Ordinal))) RemoveIfEmpty(path);
            File.Delete(record);
        }
    }

    private static bool IsRunning(string process)
    {
        try
        {
            using var found = Process.GetProcessById(int.Parse(process, CultureInfo.InvariantCulture));
            return true;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return false;
        }
    }

    private static void RemoveIfEmpty(string folder)
    {
        try
        {
            if (new DirectoryInfo(folder) is { Exists: true, LinkTarget: null }) Directory.Delete(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The person has put something there meanwhile.
        }
    }
}
