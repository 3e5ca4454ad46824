using System.Text;

namespace Tandem.Configuration.Loading;

/// <summary>Reads a file's text, whatever the file turns out to be: missing, a folder, huge, endless, or no text.</summary>
internal static class SourceText
{
    public const int MostBytes = 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text, or null where an error was added.</summary>
    /// <param name="mayBePipe">A pipe may be named on purpose, and waits for its writer. A repository's link to a terminal must not.</param>
    public static string? Read(string path, bool mayBePipe, ErrorList errors)
    {
        byte[] bytes;
        try
        {
            if (Directory.Exists(path))
                return Refuse("this is a folder, not a file", "name the file");
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (!file.CanSeek && !mayBePipe)
                return Refuse("this is not a regular file", "replace it by a file");
            bytes = ReadBounded(file);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Refuse("there is no such file", "check the path, or run 'tandem init'");
        }
        catch (UnauthorizedAccessException)
        {
            return Refuse("the file may not be read", "give yourself the right to read it: chmod u+r");
        }
        catch (Exception broken) when (broken is IOException or ArgumentException or NotSupportedException)
        {
            return Refuse("the file cannot be read", "check the path and the disk");
        }

        if (bytes.Length > MostBytes)
            return Refuse("the file is larger than 1 MiB", "a configuration is a few kilobytes: check that this is the right file");
        try
        {
            var text = Strict.GetString(bytes);
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (DecoderFallbackException notText)
        {
            var line = 1 + bytes.AsSpan(0, Math.Clamp(notText.Index, 0, bytes.Length)).Count((byte)'\n');
            errors.Add(path, line, 1, "", "this line is not UTF-8 text", "save the file as UTF-8");
            return null;
        }

        string? Refuse(string problem, string cure)
        {
            errors.Add(path, 1, 1, "", problem, cure);
            return null;
        }
    }

    /// <summary>At most one byte more than allowed, so that an endless device ends.</summary>
    private static byte[] ReadBounded(FileStream file)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (bytes.Length <= MostBytes && file.Read(buffer) is > 0 and var count)
            bytes.Write(buffer, 0, count);
        return bytes.ToArray();
    }
}
