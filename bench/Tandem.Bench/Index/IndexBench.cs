using System.Diagnostics;
using System.Globalization;
using System.Text;
using Tandem.CodeIndex;
using Tandem.CodeIndex.History;
using Tandem.CodeIndex.Scanning;

namespace Tandem.Bench.Index;

/// <summary><c>bench/run index</c>: how fast a repository is indexed, checked and asked, and what that takes.</summary>
internal static class IndexBench
{
    private const int Questions = 200;
    private const int Checks = 10;
    private const string Made = "--made"; // Passed to the measuring process: the repository that this run made.

    public static int Run(string[] args)
    {
        string? root = null, report = null;
        var (files, commits) = (5_000, 5_000);
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            switch (args[i])
            {
                case "--root" or Made: root = args[i + 1]; break;
                case "--files": files = int.Parse(args[i + 1], CultureInfo.InvariantCulture); break;
                case "--commits": commits = int.Parse(args[i + 1], CultureInfo.InvariantCulture); break;
                case "--report": report = args[i + 1]; break;
                default:
                    Console.Error.WriteLine($"'{args[i]}' is not known. Usage: bench/run index [--root DIR | --files N --commits N] [--report FILE]");
                    return 2;
            }
        }

        var scratch = Directory.CreateTempSubdirectory("tandem-bench-");
        try
        {
            if (root is null)
            {
                root = scratch.CreateSubdirectory("repository").FullName;
                SyntheticRepository.Make(root, files, commits);
                return Again(root, args); // In a process of its own, so that making the files does not count as the index's memory.
            }

            var table = Measure(root, Path.Combine(scratch.FullName, "index.db"));
            Console.Write(table);
            if (report is not null) Write(report, table, args);
            return 0;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static int Again(string root, string[] args)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!);
        foreach (var argument in (string[])["index", .. args, Made, root]) start.ArgumentList.Add(argument);
        start.Environment["DOTNET_TieredPGO"] = "0"; // As the program itself runs: its instrumented code would count as memory of the index.
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }

    private static string Measure(string root, string file)
    {
        var tree = new WorkingTree(root);
        var history = new GitHistory(root);
        var bytes = tree.List([], CancellationToken.None).Sum(e => e.Size);
        using var index = new RepositoryIndex(file);
        var process = Process.GetCurrentProcess();
        var cpuBefore = process.TotalProcessorTime;
        var full = index.Refresh(tree, history);
        process.Refresh();
        var fullCpu = process.TotalProcessorTime - cpuBefore;
        var indexedPeak = process.PeakWorkingSet64;
        var checks = Enumerable.Range(0, Checks).Select(_ => index.Refresh(tree, history).Elapsed.TotalMilliseconds).Order().ToList();
        var path = Path.Combine(root, tree.List([], CancellationToken.None).First(e => e.Path.Contains('/', StringComparison.Ordinal)).Path);
        var before = File.ReadAllBytes(path);
        File.AppendAllText(path, "\n");
        var one = index.Refresh(tree, history);
        File.WriteAllBytes(path, before);
        index.Refresh(tree, history);

        var questions = Ask(history);
        var clock = Stopwatch.StartNew();
        index.RankFiles(questions[0], 10);
        var first = clock.Elapsed.TotalMilliseconds;
        var times = new List<double>();
        process.Refresh();
        cpuBefore = process.TotalProcessorTime;
        foreach (var question in questions)
        {
            clock.Restart();
            index.Search(question, 10);
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        process.Refresh();
        var questionCpu = (process.TotalProcessorTime - cpuBefore).TotalMilliseconds / times.Count;
        index.Dispose(); // Folds the write-ahead log into the file, which is what stays on disk.
        var size = new FileInfo(file).Length;
        var peak = process.PeakWorkingSet64;
        var culture = CultureInfo.InvariantCulture;
        var rows = new (string Name, string Value, string Bar)[]
        {
            ("source", string.Create(culture, $"{bytes / 1e6:0.0} MB in {full.Files} files, {full.Commits} commits"), ""),
            ("first indexing", string.Create(culture, $"{full.Elapsed.TotalSeconds:0.0} s = {bytes / 1e6 / full.Elapsed.TotalMinutes:0} MB a minute ({fullCpu.TotalSeconds:0.0} s of CPU)"), "≥ 20 MB a minute"),
            ("check of an unchanged tree", string.Create(culture, $"median {checks[Checks / 2]:0} ms, worst {checks[^1]:0} ms"), "≤ 100 ms"),
            ("refresh after one change", string.Create(culture, $"{one.Elapsed.TotalMilliseconds:0} ms"), ""),
            ("first question", string.Create(culture, $"{first:0} ms"), ""),
            ("question", string.Create(culture, $"median {times[times.Count / 2]:0.0} ms, p95 {times[(int)(times.Count * 0.95)]:0.0} ms (mean {questionCpu:0.0} ms of CPU)"), "p95 < 30 ms"),
            ("index", string.Create(culture, $"{size / 1e6:0.0} MB = {size / (double)bytes:0.00} × source"), "≤ 1.5 ×"),
            ("peak memory of the process", string.Create(culture, $"{peak / 1e6:0} MB ({indexedPeak / 1e6:0} MB after indexing)"), "< 200 MB"),
        };
        var table = new StringBuilder("| what | measured | bar |\n| --- | --- | --- |\n");
        foreach (var (name, value, bar) in rows) table.Append(culture, $"| {name} | {value} | {bar} |\n");
        return table.ToString();
    }

    /// <summary>Questions like those people ask: the newest commits' messages.</summary>
    private static List<string> Ask(GitHistory history) =>
        [.. history.Since(null, Questions + 1, [], CancellationToken.None).Added.Select(c => c.Message).Where(m => m.Length > 10)];

    private static void Write(string report, string table, string[] args)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(report))!);
        File.WriteAllText(report, $"""
            # Code index: speed

            {table}
            Command: `./bench/run index {string.Join(' ', args.TakeWhile(a => a != Made && a != "--report"))}` on {Environment.ProcessorCount} cores, .NET {Environment.Version}.

            """);
    }
}
