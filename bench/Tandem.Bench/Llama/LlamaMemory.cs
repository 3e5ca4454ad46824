using System.Globalization;
using Tandem.Llama;

namespace Tandem.Bench.Llama;

/// <summary>Runs a model in a process of its own and prints the process's peak resident memory in bytes, mapped file pages included.</summary>
internal static class LlamaMemory
{
    private const int Context = 1_024;

    public static async Task<int> RunAsync(string[] options)
    {
        using var model = LlamaModel.Load(options[0], new LlamaOptions { ContextTokens = Context, Threads = int.Parse(options[1], CultureInfo.InvariantCulture) });
        using var session = model.CreateSession();
        int[] prompt = [.. Enumerable.Range(0, 256).Select(i => i * 31 % 8_000 + 10)];
        await session.ComputeLogitsAsync(prompt);
        await session.ComputeLogitsAsync([.. prompt, 7]);
        var peak = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        var bytes = long.Parse(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        Console.WriteLine($"{bytes} {model.FileBytes + model.ContextBytes}");
        return 0;
    }
}
