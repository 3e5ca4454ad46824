using System.Diagnostics;
using Tandem.Agent.Sessions;
using Tandem.Pipeline.Ids;
using Tandem.Providers.Chat;
using Tandem.Storage.Databases;
using Tandem.Storage.Sessions;

namespace Tandem.Storage.Bench;

/// <summary>How long a long session takes to be read back: each turn a question, two tool calls with 4 KiB of result each, an answer.</summary>
internal static class ResumeCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var turns = Usage.Option(args, "--turns", 500);
        var folder = Directory.CreateTempSubdirectory("tandem-resume-");
        try
        {
            var session = await WriteAsync(folder.FullName, turns);
            await using var database = Open(folder.FullName);
            var store = new SqlSessionStore(database);
            var watch = Stopwatch.StartNew();
            var first = await store.ReadAsync(session, CancellationToken.None); // Opens the file and compiles, as a start of the program does.
            var cold = watch.Elapsed;
            watch.Restart();
            await store.ReadAsync(session, CancellationToken.None);
            Console.Out.WriteLine($"{turns} turns, {first.Count} entries, {new FileInfo(Path.Combine(folder.FullName, "tandem.db")).Length / 1048576.0:0.0} MiB");
            Console.Out.WriteLine($"resume, first read  {cold.TotalMilliseconds,6:0} ms");
            Console.Out.WriteLine($"resume, again       {watch.Elapsed.TotalMilliseconds,6:0} ms");
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<SessionId> WriteAsync(string folder, int turns)
    {
        await using var database = Open(folder);
        var store = new SqlSessionStore(database);
        var now = TimeProvider.System.GetUtcNow();
        var session = SessionId.New(now);
        await store.CreateAsync(new SessionHeader(session, "user:ann", "/shop", null, "Bench", now, now, 0), CancellationToken.None);
        var result = string.Concat(Enumerable.Repeat("    public int Total => lines.Sum(line => line.Price);\n", 77));
        var sequence = 0;
        for (var turn = 0; turn < turns; turn++)
        {
            ChatMessage[] messages =
            [
                ChatMessage.User($"Question {turn}: why is the total of the cart wrong where a line has a discount?"),
                new(ChatRole.Assistant, [new TextPart("I look."), new ToolCallPart($"a{turn}", "read_file", """{"path":"src/Cart.cs"}"""), new ToolCallPart($"b{turn}", "grep", """{"pattern":"Total"}""")]),
                new(ChatRole.User, [new ToolResultPart($"a{turn}", [new TextPart(result)]), new ToolResultPart($"b{turn}", [new TextPart(result)])]),
                ChatMessage.Assistant("The sum takes the price before the discount; it should take `Net`."),
            ];
            foreach (var message in messages)
                await store.AppendAsync(session, new TranscriptEntry(sequence++, now, "message") { Message = message }, CancellationToken.None);
        }

        return session;
    }

    private static Database Open(string folder) => new(new SqliteEngine(new DataDirectory(folder), TimeSpan.FromSeconds(60)), new Migrator(TimeProvider.System));
}
