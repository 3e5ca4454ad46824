using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.AI;
using Tandem.Llama;
using Tandem.Llama.Chat;

namespace Tandem.Bench.Llama;

/// <summary>How soon the starter model's first token is there, and how fast the rest comes.</summary>
internal static class StarterBench
{
    private static readonly string[] s_requests =
    [
        "write a Python function that checks whether a string is a palindrome", "binary search in C#", "how do I sort a list of numbers in JavaScript?",
        "write a function that counts the words in a text", "fizzbuzz in TypeScript",
    ];

    public static async Task<int> RunAsync(string[] options)
    {
        string Option(string name, string fallback) => Array.IndexOf(options, name) is var at && at >= 0 ? options[at + 1] : fallback;
        var file = Option("--file", "models/starter/tandem-starter.gguf");
        var rounds = int.Parse(Option("--rounds", "6"), CultureInfo.InvariantCulture);
        var threads = int.Parse(Option("--threads", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
        var clock = Stopwatch.StartNew();
        using var model = LlamaModel.Load(file, new LlamaOptions { ContextTokens = 512, Threads = threads });
        using var client = new LlamaChatClient(model);
        var load = clock.Elapsed;

        var cold = await AskAsync(client, s_requests[0]);
        var warm = new List<Timing>();
        for (var round = 0; round < rounds; round++)
            foreach (var request in s_requests)
                warm.Add(await AskAsync(client, request));

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{threads} threads; loaded in {load.TotalMilliseconds:0} ms"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first token, first request after loading: {cold.FirstToken.TotalMilliseconds:0} ms"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first token, later: median {Median(warm.Select(t => t.FirstToken.TotalMilliseconds)):0} ms, best {warm.Min(t => t.FirstToken.TotalMilliseconds):0} ms"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"tokens/s after the first: median {Median(warm.Select(t => t.TokensPerSecond)):0}, best {warm.Max(t => t.TokensPerSecond):0}"));
        return 0;
    }

    private static async Task<Timing> AskAsync(LlamaChatClient client, string request)
    {
        var clock = Stopwatch.StartNew();
        TimeSpan? first = null;
        long tokens = 0;
        await foreach (var update in client.GetStreamingResponseAsync(request))
        {
            first ??= clock.Elapsed;
            tokens += update.Contents.OfType<UsageContent>().Sum(usage => usage.Details.OutputTokenCount ?? 0);
        }

        return new Timing(first!.Value, (tokens - 1) / (clock.Elapsed - first.Value).TotalSeconds);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private readonly record struct Timing(TimeSpan FirstToken, double TokensPerSecond);
}
