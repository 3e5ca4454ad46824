namespace Tandem.Storage.Bench;

internal static class Usage
{
    public static int Print()
    {
        Console.Error.WriteLine("""
            simulation [--histories N] [--seed S] [--sqlite N]   seeded histories with crashes, in memory and on SQLite
            throughput [--seconds S]                             reserve and resolve per second, by parallel callers
            resume [--turns N]                                   reads a long session back
            write HOME PARALLEL                                  requests without end, for tests that kill the process
            race HOME REQUESTS LIMIT                             parallel reservations against one hard budget
            """);
        return 2;
    }

    /// <summary>The number after an option, or its default.</summary>
    public static int Option(string[] args, string name, int otherwise) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length
            ? int.Parse(args[at + 1], System.Globalization.CultureInfo.InvariantCulture)
            : otherwise;
}
