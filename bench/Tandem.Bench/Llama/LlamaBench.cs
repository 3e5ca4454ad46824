using System.Diagnostics;
using System.Globalization;
using System.Text;
using Tandem.Llama;
using Tandem.Llama.Tests.Reference;

namespace Tandem.Bench.Llama;

/// <summary>Our engine against llama.cpp: the same file, the same threads, turn by turn in one run.</summary>
internal static class LlamaBench
{
    private const int Context = 1_024;

    public static async Task<int> RunAsync(string[] options)
    {
        string Option(string name, string fallback) => Array.IndexOf(options, name) is var at && at >= 0 ? options[at + 1] : fallback;
        int Number(string name, int fallback) => int.Parse(Option(name, fallback.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
        if (ReferenceLibrary.Instance is not { } library)
        {
            Console.Error.WriteLine(ReferenceLibrary.HowToInstall);
            return 1;
        }

        var folder = Option("--files", Path.Combine(Path.GetTempPath(), "tandem-bench"));
        var threads = Number("--threads", Environment.ProcessorCount);
        var plan = new Plan(threads, Number("--rounds", 5), Number("--tokens", 12), Number("--prompt", 128), Option("--clock", "wall") == "cpu");
        var report = new StringBuilder();
        Write(report, "| file | decode, tokens/s | llama.cpp | ratio | prompt, tokens/s | llama.cpp | ratio | peak memory ÷ (file + KV) |");
        Write(report, "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var shape in Option("--shapes", "1b,3b").Split(','))
        {
            foreach (var type in Option("--types", "q8_0,q4_0,q4_k").Split(','))
            {
                var path = LlamaShape.File(folder, shape, type);
                var (decode, prompt) = await CompareAsync(library, path, plan);
                var memory = Option("--memory", "on") == "on" ? MeasureMemory(path, threads) : "–";
                Write(report, $"| {shape} {type} | {decode} | {prompt} | {memory} |");
            }
        }

        if (Option("--out", "") is { Length: > 0 } file)
            await File.WriteAllTextAsync(file, Page(report.ToString(), plan));
        return 0;
    }

    /// <summary>Rounds alternate between the two, so that a busy machine disturbs both alike; the best round of each counts for speed.</summary>
    private static async Task<(Pair Decode, Pair Prompt)> CompareAsync(ReferenceLibrary library, string path, Plan plan)
    {
        using var model = LlamaModel.Load(path, new LlamaOptions { ContextTokens = Context, Threads = plan.Threads });
        using var session = model.CreateSession();
        using var reference = new ReferenceModel(library, path, context: Context, threads: plan.Threads);
        int[] prompt = [.. Enumerable.Range(0, plan.PromptTokens).Select(i => i * 31 % 8_000 + 10)];
        await session.ComputeLogitsAsync(prompt); // Warms the code and the file's pages.
        reference.Decode(prompt);

        var decode = new Pair();
        var prompts = new Pair();
        for (var round = 0; round < plan.Rounds; round++)
        {
            await session.ComputeLogitsAsync([1]);
            int[] other = [.. prompt.Select(token => token + round + 1)];
            var ours = await plan.TimeAsync(() => session.ComputeLogitsAsync(other));
            reference.Forget();
            var theirs = await plan.TimeAsync(() => RunReference(() => reference.Decode(other)));
            prompts.Add(plan.PromptTokens / ours, plan.PromptTokens / theirs);

            List<int> tokens = [.. other];
            ours = await plan.TimeAsync(async () =>
            {
                for (var i = 0; i < plan.Tokens; i++)
                {
                    tokens.Add(100 + i);
                    await session.ComputeLogitsAsync(tokens);
                }
            });
            theirs = await plan.TimeAsync(() => RunReference(() =>
            {
                for (var i = 0; i < plan.Tokens; i++)
                {
                    reference.Decode(100 + i);
                    _ = reference.Logits();
                }
            }));
            decode.Add(plan.Tokens / ours, plan.Tokens / theirs);
        }

        return (decode, prompts);
    }

    private static Task RunReference(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private static string MeasureMemory(string path, int threads)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList = { "llama-memory", path, threads.ToString(CultureInfo.InvariantCulture) },
            RedirectStandardOutput = true,
        })!;
        var numbers = process.StandardOutput.ReadToEnd().Split(' ');
        process.WaitForExit();
        var ratio = double.Parse(numbers[0], CultureInfo.InvariantCulture) / double.Parse(numbers[1], CultureInfo.InvariantCulture);
        return ratio.ToString("0.00", CultureInfo.InvariantCulture);
    }

    private static void Write(StringBuilder report, string line)
    {
        Console.WriteLine(line);
        report.AppendLine(line);
    }

    private static string Page(string table, Plan plan) => string.Create(CultureInfo.InvariantCulture, $"""
        # Speed of the embedded Llama

        `bench/run llama`, commit {Git("rev-parse --short HEAD")}, {Environment.ProcessorCount} processors, {plan.Threads} threads, {Processor()}{(plan.CpuClock ? ", processor time" : "")}.

        {table}
        Both engines read the same generated file (random weights at the shapes of Llama 3.2 1B and 3B, tied embedding, vocabulary of 128,256) in
        one process with the same number of threads, in turns: {plan.Rounds} rounds of a prompt of {plan.PromptTokens} tokens and {plan.Tokens} decoded tokens.
        Speeds are each engine's best round; a ratio is the median over the rounds, with its range. The reference is llama.cpp v0.5.0 as prebuilt
        for processors (it chooses its own best kernels and repacks weights where it likes). Peak memory is that of a process which runs our
        engine alone with a context of {Context} tokens, mapped pages of the file counted.

        """);

    private static string Git(string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true })!;
        return process.StandardOutput.ReadToEnd().Trim();
    }

    private static string Processor()
    {
        var line = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?.Split(':')[1].Trim() ?? "processor unknown";
    }

    /// <summary>With <paramref name="CpuClock"/> the process's processor time counts: fair on a machine that others use, with one thread only.</summary>
    private sealed record Plan(int Threads, int Rounds, int Tokens, int PromptTokens, bool CpuClock)
    {
        /// <summary>Seconds.</summary>
        public async Task<double> TimeAsync(Func<Task> action)
        {
            var start = Now();
            await action();
            return (Now() - start).TotalSeconds;
        }

        private TimeSpan Now() => CpuClock ? Environment.CpuUsage.TotalTime : Stopwatch.GetElapsedTime(0);
    }

    private sealed class Pair
    {
        private readonly List<(double Ours, double Theirs)> _rounds = [];

        public void Add(double ours, double theirs) => _rounds.Add((ours, theirs));

        public override string ToString()
        {
            var ratios = _rounds.Select(round => round.Ours / round.Theirs).Order().ToList();
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{_rounds.Max(round => round.Ours):0.0} | {_rounds.Max(round => round.Theirs):0.0} | " +
                $"{ratios[ratios.Count / 2]:0.00} ({ratios[0]:0.00}–{ratios[^1]:0.00})");
        }
    }
}
