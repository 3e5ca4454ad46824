using System.Diagnostics;
using System.Text.Json;

namespace Tandem.Bench.Gateway;

/// <summary><c>tandem serve</c> as users run it, with a virtual key, a budget and two models to choose from.</summary>
internal static class TandemServer
{
    /// <returns>The server and the key's secret.</returns>
    public static async Task<(MeasuredProcess Server, string Key)> StartAsync(string program, Uri upstream, string folder)
    {
        var file = Path.Combine(folder, "config.yaml");
        await File.WriteAllTextAsync(file, $$"""
            version: 1
            models:
              llama: { provider: openai-compatible, model: llama3.3, base_url: "{{upstream.GetLeftPart(UriPartial.Authority)}}/v1", zone: local, context: 131072, max_output: 4000 }
              gpt-4: { provider: openai-compatible, model: gpt-4.1, base_url: "{{upstream.GetLeftPart(UriPartial.Authority)}}/v1", zone: local, context: 1000000, max_output: 4000, price: { input: 2, output: 8 } }
            privacy: { default: shareable }
            budgets: [ { scope: user, limit_usd: 1000000, per: month, hard: true } ]
            """);
        var made = await RunAsync(program, folder, "keys", "create", "--name", "bench", "--budget", "1000000", "--json", "--config", file);
        using var json = JsonDocument.Parse(made);
        var process = Start(program, folder, "serve", "--urls", "http://127.0.0.1:0", "--json", "--config", file);
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("tandem serve ended at once.");
        using var listening = JsonDocument.Parse(line);
        var address = listening.RootElement.EnumerateObject().Select(member => member.Value.ToString()).First(text => text.StartsWith("http", StringComparison.Ordinal));
        return (new MeasuredProcess(process) { Address = new Uri(address) }, json.RootElement.GetProperty("key").GetString()!);
    }

    /// <summary><c>tandem ledger verify</c> over what the server wrote.</summary>
    public static async Task<(int ExitCode, string Output)> VerifyAsync(string program, string folder)
    {
        using var process = Start(program, folder, "ledger", "verify", "--config", Path.Combine(folder, "config.yaml"));
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    private static async Task<string> RunAsync(string program, string folder, params string[] arguments)
    {
        using var process = Start(program, folder, arguments);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"tandem {arguments[0]} ended with {process.ExitCode}.");
    }

    private static Process Start(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        start.Environment["TANDEM_HOME"] = Path.Combine(folder, "data");
        return Process.Start(start)!;
    }
}
