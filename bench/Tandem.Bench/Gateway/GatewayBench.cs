using System.Diagnostics;
using System.Globalization;
using Tandem.ScriptedUpstream;

namespace Tandem.Bench.Gateway;

/// <summary>
/// <c>bench/run gateway</c>: what a request costs at the gateway, as a multiple of nginx with <c>proxy_pass</c> before the same scripted
/// upstream, in one run. Processor time, not the clock's: other work on the machine changes both alike.
/// </summary>
internal static class GatewayBench
{
    private const int Parallel = 16;
    private const int Rounds = 3;
    private const int Streams = 500;

    public static async Task<int> RunAsync(string[] options)
    {
        if (!OperatingSystem.IsLinux())
            return Refuse("gateway: the processor time of other processes is read as Linux tells it; run it there.");
        var report = options is ["--report", var to, ..] ? to : null;
        var program = Path.GetFullPath("tandem");
        var folder = Directory.CreateTempSubdirectory("tandem-bench-").FullName;
        try
        {
            await using var upstream = await BenchUpstream.StartAsync();
            await using var nginx = await NginxServer.StartAsync(upstream.Address, folder);
            if (nginx is null)
                return Refuse("gateway: nginx is not installed, and it is what the gateway is compared with. On Debian: apt-get install nginx-light.");
            var (tandem, key) = await TandemServer.StartAsync(program, upstream.Address, folder);
            await using var ended = tandem;
            using var through = new GatewayLoad(nginx, key: null);
            using var gateway = new GatewayLoad(tandem, key);
            if (options is ["--profile", var seconds, var bytes])
            {
                await ProfileAsync(gateway, TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)), int.Parse(bytes, CultureInfo.InvariantCulture));
                return 0;
            }

            var table = await TableAsync(upstream, through, gateway, isQuick: options is ["--quick"]);
            Console.WriteLine(table);
            if (report is not null)
                await File.WriteAllTextAsync(report, GatewayReport.Of(table));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary><c>--profile SECONDS BYTES</c>: requests with such a prompt at the gateway alone, for a profiler at its process.</summary>
    private static async Task ProfileAsync(GatewayLoad gateway, TimeSpan time, int bytes)
    {
        var (question, text) = (BenchUpstream.Question(stream: false, chunks: 20, bytes: bytes), BenchUpstream.TextOf(20));
        await gateway.MeasureAsync(question, text, 3_000, Parallel);
        Console.WriteLine($"Load on process {gateway.Server.Id} for {time.TotalSeconds} s.");
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < time)
        {
            var cost = await gateway.MeasureAsync(question, text, 500, Parallel);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cost.TotalMicroseconds:0.0} µs a request"));
        }
    }

    private static async Task<string> TableAsync(FakeUpstream upstream, GatewayLoad nginx, GatewayLoad gateway, bool isQuick)
    {
        var rows = new List<string> { "| what | nginx | Tandem | ratio | bar |", "| --- | ---: | ---: | ---: | ---: |" };
        var plain = (Question: BenchUpstream.Question(stream: false, chunks: 20), Text: BenchUpstream.TextOf(20));
        await gateway.MeasureAsync(plain.Question, plain.Text, 6_000, Parallel); // Compiled code is steady after some thousands.
        await nginx.MeasureAsync(plain.Question, plain.Text, 500, Parallel);

        rows.Add(await RowAsync("processor time of a request, 500-byte prompt, whole answer", nginx, gateway, plain.Question, plain.Text, 1_500, "3.5"));
        if (isQuick) // For whoever changes the path of a plain request.
            return string.Join('\n', rows);
        var brief = (Question: BenchUpstream.Question(stream: true, chunks: 2, gapMs: 1), Text: BenchUpstream.TextOf(2));
        rows.Add(await RowAsync("the same, streamed in 2 chunks", nginx, gateway, brief.Question, brief.Text, 1_000, ""));
        rows.Add(await RowAsync("the same, 128 KiB prompt, whole answer", nginx, gateway, BenchUpstream.Question(stream: false, chunks: 20, bytes: 131_072), plain.Text, 300, "8"));
        rows.Add(await ChunkRowAsync(nginx, gateway));
        rows.AddRange(await StreamRowsAsync(upstream, nginx, gateway));
        return string.Join('\n', rows);
    }

    private static async Task<string> RowAsync(string what, GatewayLoad nginx, GatewayLoad gateway, byte[] question, string text, int requests, string bar)
    {
        var (theirs, ours) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var round = 0; round < Rounds; round++) // In turn, so that what else runs on the machine meets both.
        {
            theirs += await nginx.MeasureAsync(question, text, requests, Parallel);
            ours += await gateway.MeasureAsync(question, text, requests, Parallel);
        }

        return Row(what, theirs / Rounds, ours / Rounds, bar);
    }

    /// <summary>What a chunk more costs: long streams less short ones, each chunk a packet of its own.</summary>
    private static async Task<string> ChunkRowAsync(GatewayLoad nginx, GatewayLoad gateway)
    {
        const int Few = 10;
        const int Many = 210;
        const int Requests = 48;
        var (theirs, ours) = (TimeSpan.Zero, TimeSpan.Zero);
        foreach (var (chunks, sign) in new[] { (Many, 1), (Few, -1), (Few, -1), (Many, 1) })
        {
            var question = BenchUpstream.Question(stream: true, chunks, gapMs: 10);
            theirs += sign * await nginx.MeasureAsync(question, BenchUpstream.TextOf(chunks), Requests, Parallel);
            ours += sign * await gateway.MeasureAsync(question, BenchUpstream.TextOf(chunks), Requests, Parallel);
        }

        return Row("processor time of a relayed chunk", theirs / 2 / (Many - Few), ours / 2 / (Many - Few), "1.6");
    }

    private static async Task<IReadOnlyList<string>> StreamRowsAsync(FakeUpstream upstream, GatewayLoad nginx, GatewayLoad gateway)
    {
        const int Chunks = 20;
        var question = BenchUpstream.Question(stream: true, Chunks, hold: true);
        var before = (nginx.Server.ResidentKib, gateway.Server.ResidentKib);
        var theirs = await nginx.OpenAsync(question, Streams);
        var ours = await gateway.OpenAsync(question, Streams);
        var open = (nginx.Server.ResidentKib, gateway.Server.ResidentKib);
        upstream.Release();
        var lost = await LostAsync(theirs, Chunks) + await LostAsync(ours, Chunks);
        return
        [
            string.Create(CultureInfo.InvariantCulture, $"| memory of an open stream, {Streams} of them | {(open.Item1 - before.Item1) / (double)Streams:0.0} KiB | {(open.Item2 - before.Item2) / (double)Streams:0.0} KiB | | 45 KiB |"),
            string.Create(CultureInfo.InvariantCulture, $"| resident memory after all of this | {nginx.Server.ResidentKib / 1024.0:0.0} MiB | {gateway.Server.ResidentKib / 1024.0:0.0} MiB | | 90 MiB |"),
            $"| streams of {2 * Streams} that lost a chunk or were cut | | {lost} | | 0 |",
        ];
    }

    private static async Task<int> LostAsync(IReadOnlyList<(HttpResponseMessage Response, StreamReader Reader)> streams, int chunks)
    {
        var lost = 0;
        foreach (var (response, reader) in streams)
        {
            var rest = await reader.ReadToEndAsync();
            lost += GatewayLoad.StreamText(rest) == BenchUpstream.TextOf(chunks - 1) ? 0 : 1; // One was read when it opened.
            reader.Dispose();
            response.Dispose();
        }

        return lost;
    }

    private static string Row(string what, TimeSpan theirs, TimeSpan ours, string bar) => string.Create(
        CultureInfo.InvariantCulture, $"| {what} | {theirs.TotalMicroseconds:0.0} µs | {ours.TotalMicroseconds:0.0} µs | {ours / theirs:0.00} | {(bar.Length > 0 ? "≤ " + bar : "")} |");

    private static int Refuse(string why)
    {
        Console.Error.WriteLine(why);
        return 1;
    }
}
