using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Tandem.ScriptedUpstream;

namespace Tandem.Bench.Gateway;

/// <summary>
/// <c>bench/run soak MINUTES</c>: the gateway under load while its model server fails in every way: memory, handles and threads must stay
/// flat, no answer may be wrong, none may hang, and the ledger must prove itself at the end.
/// </summary>
internal static class SoakBench
{
    private const int Workers = 8;
    private const int LeavesEach = 23;
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    private static readonly Reply[] Script =
    [
        Reply.Stream("Hel", "lo"), Reply.Stream("Hel", "lo"), Reply.Status(500), Reply.Stream("Hel", "lo"), Reply.Broken(Faults.Cut, after: 1), Reply.Stream("Hel", "lo"),
        Reply.Status(429, retryAfterSeconds: 30), Reply.Broken(Faults.Reset, after: -1), Reply.Stream("Hel", "lo"), Reply.Broken(Faults.InBandError), Reply.Broken(Faults.MalformedLine, after: 1),
        Reply.Stream("Hel", "lo"), Reply.Broken(Faults.NoTerminator), Reply.Broken(Faults.Html), Reply.Stream("Hel", "lo"), Reply.Broken(Faults.EndEarly, after: 1), Reply.Stream("Hel", "lo"),
    ];

    public static async Task<int> RunAsync(string[] options)
    {
        if (options is not [var text, ..] || !double.TryParse(text, CultureInfo.InvariantCulture, out var minutes) || minutes <= 0 || !OperatingSystem.IsLinux())
        {
            Console.Error.WriteLine("usage: bench/run soak MINUTES (on Linux)");
            return 2;
        }

        var program = Path.GetFullPath("tandem");
        var folder = Directory.CreateTempSubdirectory("tandem-soak-").FullName;
        try
        {
            await using var upstream = await FakeUpstream.StartAsync(new UpstreamScript { Answer = static (_, number) => Script[number % Script.Length], KeepsCalls = false });
            var (server, key) = await TandemServer.StartAsync(program, upstream.Address, folder);
            await using var ended = server;
            using var load = new GatewayLoad(server, key);
            var seen = new ConcurrentDictionary<string, int>();
            using var over = new CancellationTokenSource(TimeSpan.FromMinutes(minutes));
            var working = Enumerable.Range(0, Workers).Select(number => WorkAsync(load, number, seen, over.Token)).ToList();
            var samples = await SampleAsync(server, TimeSpan.FromMinutes(minutes));
            await Task.WhenAll(working);
            await server.StopAsync();
            var proof = await TandemServer.VerifyAsync(program, folder);
            Console.WriteLine(Table(samples, seen, proof));
            return seen.GetValueOrDefault("wrong") + seen.GetValueOrDefault("hung") == 0 && proof.ExitCode == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WorkAsync(GatewayLoad load, int worker, ConcurrentDictionary<string, int> seen, CancellationToken over)
    {
        for (var number = worker; !over.IsCancellationRequested; number++)
        {
            var question = BenchUpstream.Question(stream: number % 3 != 0, chunks: 2);
            using var patience = new CancellationTokenSource(number % LeavesEach == 0 ? TimeSpan.FromMilliseconds(2) : Hang);
            string what;
            try
            {
                var text = await load.AskAsync(question, patience.Token);
                what = text == "Hello" ? "whole" : text.StartsWith("cut", StringComparison.Ordinal) ? "told as cut" : "wrong";
            }
            catch (InvalidOperationException)
            {
                what = "told as an error";
            }
            catch (OperationCanceledException)
            {
                what = number % LeavesEach == 0 ? "left by the client" : "hung";
            }

            seen.AddOrUpdate(what, 1, static (_, count) => count + 1);
        }
    }

    private static async Task<List<Sample>> SampleAsync(MeasuredProcess server, TimeSpan time)
    {
        var samples = new List<Sample>();
        var clock = Stopwatch.StartNew();
        var step = time / 60;
        while (clock.Elapsed < time)
        {
            await Task.Delay(step < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : step);
            samples.Add(new Sample(clock.Elapsed.TotalMinutes, server.ResidentKib / 1024.0, server.Handles, server.Threads));
        }

        return samples;
    }

    private static string Table(List<Sample> samples, ConcurrentDictionary<string, int> seen, (int ExitCode, string Output) proof)
    {
        var settled = samples[(samples.Count / 2)..]; // The first half is warming up.
        string Row(string what, Func<Sample, double> value) => string.Create(
            CultureInfo.InvariantCulture, $"| {what} | {value(settled[0]):0.#} | {value(settled[^1]):0.#} | {Slope(settled, value):+0.0;-0.0;0.0} % |");
        return string.Join('\n',
            ["| | half way | end | change in 10 min |", "| --- | ---: | ---: | ---: |", Row("resident memory, MiB", sample => sample.Mib), Row("handles", sample => sample.Handles), Row("threads", sample => sample.Threads), "",
            "| answers | |", "| --- | ---: |", .. seen.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"| {entry.Key} | {entry.Value} |"), "", $"ledger verify: {proof.Output.Trim()}"]);
    }

    /// <summary>By least squares, in percent of the mean.</summary>
    private static double Slope(List<Sample> samples, Func<Sample, double> value)
    {
        var (meanTime, mean) = (samples.Average(sample => sample.Minute), samples.Average(value));
        var spread = samples.Sum(sample => Math.Pow(sample.Minute - meanTime, 2));
        return spread == 0 || mean == 0 ? 0 : samples.Sum(sample => (sample.Minute - meanTime) * (value(sample) - mean)) / spread * 10 / mean * 100;
    }

    private sealed record Sample(double Minute, double Mib, int Handles, int Threads);
}
