using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tandem.Agent.Edits;

namespace Tandem.Bench.Edits;

/// <summary>A file of 1 MB and a reply of 50 changes in it, in each format: <c>bench/run edits [--rounds N] [--out FILE]</c>.</summary>
internal static class EditsBench
{
    private const int FileBytes = 1_000_000;
    private const int Blocks = 50;
    private const string Name = "big.cs";

    public static int Run(string[] options)
    {
        string Option(string name, string fallback) => Array.IndexOf(options, name) is var at && at >= 0 && at + 1 < options.Length ? options[at + 1] : fallback;
        var rounds = int.Parse(Option("--rounds", "30"), CultureInfo.InvariantCulture);
        var folder = Directory.CreateTempSubdirectory("tandem-bench-").FullName;
        try
        {
            var lines = Lines();
            var table = new StringBuilder();
            table.AppendLine("| format | processor time | matching, fastest | median | with durable commit, fastest | median |");
            table.AppendLine("| --- | ---: | ---: | ---: | ---: | ---: |");
            foreach (var (format, reply) in Replies(lines))
            {
                var dry = Measure(folder, lines, reply, rounds, dryRun: true);
                var full = Measure(folder, lines, reply, rounds, dryRun: false);
                table.AppendLine(CultureInfo.InvariantCulture, $"| {format} | {Median(full.Processor):0.0} ms | {dry.Wall.Min():0.0} ms | {Median(dry.Wall):0.0} ms | {full.Wall.Min():0.0} ms | {Median(full.Wall):0.0} ms |");
            }
            Console.Write(table);
            if (Option("--out", "") is { Length: > 0 } file) File.WriteAllText(file, Page(table.ToString(), rounds));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static List<string> Lines()
    {
        var lines = new List<string>();
        for (var size = 0; size < FileBytes; size += lines[^1].Length + 1)
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{new string(' ', 4 * (lines.Count % 4))}var value{lines.Count} = Compute({lines.Count % 97});"));
        return lines;
    }

    /// <summary>The blocks' indentation is off, so that every block goes through all steps of leniency before it matches.</summary>
    private static IEnumerable<(string Format, string Reply)> Replies(List<string> lines)
    {
        var step = lines.Count / Blocks;
        var starts = Enumerable.Range(0, Blocks).Select(i => (i * step) + 5).ToList();
        string Old(int start, string prefix) => string.Concat(lines.Skip(start).Take(5).Select(line => prefix + line + "\n"));
        string New(int start, string prefix) => Old(start, prefix).Replace($"value{start + 2} ", "changed ", StringComparison.Ordinal);
        string Hunk(int start) => string.Concat(lines.Skip(start).Take(5).Select((line, i) =>
            i == 2 ? $"-{line}\n+{line.Replace("value", "changed", StringComparison.Ordinal)}\n" : $" {line}\n"));
        string Block(int start, string prefix) => $"{Name}\n<<<<<<< SEARCH\n{Old(start, prefix)}=======\n{New(start, prefix)}>>>>>>> REPLACE\n\n";
        yield return ("blocks", string.Concat(starts.Select(start => Block(start, ""))));
        yield return ("blocks, indentation shifted", string.Concat(starts.Select(start => Block(start, "  "))));
        yield return ("apply_patch", $"*** Begin Patch\n*** Update File: {Name}\n{string.Concat(starts.Select(start => "@@\n" + Hunk(start)))}*** End Patch");
        yield return ("unified diff", $"--- a/{Name}\n+++ b/{Name}\n{string.Concat(starts.Select(start => $"@@ -{start + 40},5 +{start + 40},5 @@\n" + Hunk(start)))}");
        yield return ("old_string/new_string", $"{{\"path\":\"{Name}\",\"edits\":[{string.Join(',', starts.Select(start => $"{{\"old_string\":{Json(Old(start, ""))},\"new_string\":{Json(New(start, ""))}}}"))}]}}");
        yield return ("whole file", $"{Name}\n```\n{string.Concat(lines.Select((line, i) => (starts.Contains(i) ? line + " // changed" : line) + "\n"))}```\n");
    }

    private static string Json(string text) => "\"" + JsonEncodedText.Encode(text) + "\"";

    private static (List<double> Wall, List<double> Processor) Measure(string folder, List<string> lines, string reply, int rounds, bool dryRun)
    {
        var content = string.Concat(lines.Select(line => line + "\n"));
        List<double> wall = [], processor = [];
        for (var round = -10; round < rounds; round++) // The first ones warm the code.
        {
            File.WriteAllText(Path.Combine(folder, Name), content);
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            var result = new EditEngine().Apply(new EditRequest { Root = folder, Text = reply, DryRun = dryRun });
            watch.Stop();
            if (result.Status != EditStatus.Applied) throw new InvalidOperationException(result.Error!.Message);
            if (round < 0) continue;
            wall.Add(watch.Elapsed.TotalMilliseconds);
            processor.Add((Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds);
        }
        return (wall, processor);
    }

    /// <summary>How busy the machine was with other work: with more runners than cores the clock says little.</summary>
    private static string Load() =>
        File.Exists("/proc/loadavg") ? $"; load average {File.ReadAllText("/proc/loadavg").Split(' ')[0]} while it ran" : "";

    private static string Page(string table, int rounds) => $"""
        # Edits: speed

        - Command: `./bench/run edits`, {rounds} rounds each
        - Machine: {Environment.ProcessorCount} cores, {(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes + (1L << 29)) >> 30} GiB memory{Load()}
        - Work: a file of {FileBytes / 1_000_000} MB, one reply with {Blocks} changes; from the reply's text to the result

        "Matching" reads the file, parses the reply and works the new content out (a dry run). The durable commit adds a journal, the temporary
        file, its sync and the rename, and so the disk's own time. Processor time counts all threads, garbage collection and compilation included,
        with the commit: on a machine that does other work too it tells more than the clock.

        {table}
        """;
}
