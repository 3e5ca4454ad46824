using System.Diagnostics;
using System.Globalization;
using System.Text;
using Tandem.Routing;
using Tandem.Routing.Estimation;
using Tandem.Routing.Lab;
using Tandem.Routing.Learning;
using Tandem.Routing.Outcomes;
using Tandem.Routing.Prices;

namespace Tandem.Bench.Routing;

/// <summary><c>bench/run routing</c>: time of one decision with features, loading, and throughput of scoring, on one core.</summary>
internal static class RoutingBench
{
    private const int WarmUp = 3_000;
    private const int Measured = 10_000;

    public static int Run(string[] options)
    {
        var clock = Stopwatch.StartNew();
        var router = TrainedRouter.Shipped;
        var load = clock.Elapsed;
        var rows = new List<string> { "| what | median | p99 |", "| --- | ---: | ---: |" };
        foreach (var (name, bytes) in new[] { ("2 KB", 2_000), ("16 KiB", 16_384), ("128 KiB", 131_072) })
        {
            var prompts = Prompts(bytes, 64);
            var times = Times(prompts, router);
            rows.Add(string.Create(CultureInfo.InvariantCulture, $"| one decision, two models, {name} prompt | {times[times.Length / 2]:0.000} ms | {times[times.Length * 99 / 100]:0.000} ms |"));
        }

        rows.Add(string.Create(CultureInfo.InvariantCulture, $"| loading the shipped router, first use | {load.TotalMilliseconds:0.0} ms | |"));
        rows.Add($"| `router score`, all {router.Models.Count} models, 500-byte prompts | {Throughput(router, [])} | |");
        rows.Add($"| `router score`, two models, 500-byte prompts | {Throughput(router, ["mixtral-8x7b-instruct", "gpt-4-1106-preview"])} | |");
        var table = string.Join('\n', rows);
        Console.WriteLine(table);
        if (options is ["--report", var file])
        {
            File.WriteAllText(file, $"""
                # Speed of routing

                Warm, one core, features included; the machine has {Environment.ProcessorCount} cores.

                {table}

                Command: `./bench/run routing`

                """);
        }

        return 0;
    }

    private static IReadOnlyList<ModelProfile> Models { get; } =
    [
        Model("llama", "llama3.3:70b", Zone.Local, ModelPrice.Free),
        Model("gpt", "gpt-4.1", Zone.External, new ModelPrice { Input = 2, Output = 8 }),
    ];

    private static double[] Times(List<string> prompts, TrainedRouter router)
    {
        Router? decide = null;
        var times = new double[Measured];
        for (var i = 0; i < WarmUp + Measured; i++)
        {
            if (i % prompts.Count == 0) // One that has seen none of them: what was worked out of a text is kept.
            {
                decide = new Router(new RoutingOptions(), new LearnedEstimator(router));
                decide.Decide(QueryOf("warm"), Models, null, new RouteContext { Seed = 1 });
            }

            var start = Stopwatch.GetTimestamp();
            decide!.Decide(QueryOf(prompts[i % prompts.Count]), Models, null, new RouteContext { Seed = 1 });
            if (i >= WarmUp)
                times[i - WarmUp] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        return times;
    }

    private static string Throughput(TrainedRouter router, IReadOnlyList<string> models)
    {
        var rows = Prompts(500, 4_000).Select((prompt, i) => new OutcomeRow { Id = i.ToString(CultureInfo.InvariantCulture), Group = "", Prompt = prompt }).ToList();
        RouterScoring.Write(router, rows.Take(1_000), Stream.Null, new ScoringOptions { Models = models });

        // Processor time, so that a busy machine does not make the figure smaller.
        var before = Environment.CpuUsage.TotalTime;
        RouterScoring.Write(router, rows, Stream.Null, new ScoringOptions { Models = models });
        return string.Create(CultureInfo.InvariantCulture, $"{rows.Count / (Environment.CpuUsage.TotalTime - before).TotalSeconds:#,0} prompts/s of one core");
    }

    /// <summary>Texts of common and rare words, so that n-grams are partly known, as in use.</summary>
    private static List<string> Prompts(int bytes, int count)
    {
        string[] words = ["the", "function", "returns", "a", "list", "of", "integers", "that", "patient", "court", "velocity", "if", "not", "42", "3.5", "def", "x =", "court,", "why?", "design", "thread"];
        var chance = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var text = new StringBuilder();
            while (text.Length < bytes)
                text.Append(words[chance.Next(words.Length)]).Append(chance.Next(9) == 0 ? chance.Next().ToString("x", CultureInfo.InvariantCulture) : "").Append(chance.Next(12) == 0 ? ".\n" : " ");
            return text.ToString();
        })];
    }

    private static RouteQuery QueryOf(string prompt) =>
        new() { Task = TaskKind.Chat, Text = prompt, InputBytes = prompt.Length, DataClass = DataClass.Shareable, Boundary = Boundary.Start };

    private static ModelProfile Model(string name, string upstream, Zone zone, ModelPrice price) => new()
    {
        Name = name, UpstreamName = upstream, Zone = zone, ContextTokens = 131_072, MaxOutputTokens = 8_192, Supports = Capabilities.Tools, Price = price,
    };
}
