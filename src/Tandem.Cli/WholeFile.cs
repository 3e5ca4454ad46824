namespace Tandem.Cli;

/// <summary>Files that are there whole or not at all.</summary>
internal static class WholeFile
{
    public static void Replace(string file, Action<Stream> write)
    {
        using (var stream = Open(file))
            write(stream);
        Finish(file);
    }

    public static async Task ReplaceAsync(string file, Func<Stream, Task> write)
    {
        await using (var stream = Open(file))
            await write(stream);
        Finish(file);
    }

    private static string Temporary(string file) => file + ".partial";

    private static BufferedStream Open(string file) => new(File.Create(Temporary(file)), 1 << 16);

    private static void Finish(string file) => File.Move(Temporary(file), file, overwrite: true);
}
