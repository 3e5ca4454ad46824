namespace Tandem.Cli;

/// <summary>Files that are there whole or not at all.</summary>
internal static class WholeFile
{
    public static void Replace(string file, Action<Stream> write)
    {
        var temporary = file + ".partial";
        using (var stream = new BufferedStream(File.Create(temporary), 1 << 16))
            write(stream);
        File.Move(temporary, file, overwrite: true);
    }
}
