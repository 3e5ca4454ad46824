using System.Text;

namespace Tandem.Agent.FrontMatter;

/// <summary>A Markdown file with YAML between two lines of <c>---</c> at its head.</summary>
/// <param name="Head">Null where the file has none.</param>
/// <param name="Body">Without the head; line ends are <c>\n</c>.</param>
internal sealed record MarkdownFile(string Path, YamlMap? Head, string Body)
{
    public const int MaxBytes = 512 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Null where the file cannot be read as text; a fault was added.</summary>
    public static MarkdownFile? Read(string path, FaultList faults) => ReadText(path, faults) is { } text ? Parse(path, text, faults) : null;

    /// <summary>A file's text, bounded; null where a fault was added.</summary>
    public static string? ReadText(string path, FaultList faults)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (!file.CanSeek || file.Length > MaxBytes)
            {
                faults.Add(1, "", $"this is not a regular file of at most {MaxBytes / 1024} KiB", "make it smaller");
                return null;
            }

            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            faults.Add(1, "", "the file is not UTF-8 text", "save it as UTF-8");
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            faults.Add(1, "", "the file cannot be read", "check that it is there and may be read");
        }

        return null;
    }

    public static MarkdownFile? Parse(string path, string text, FaultList faults)
    {
        text = text.TrimStart('\uFEFF').ReplaceLineEndings("\n");
        if (!text.StartsWith("---\n", StringComparison.Ordinal))
            return new MarkdownFile(path, null, text);
        var end = text.IndexOf("\n---", 3, StringComparison.Ordinal);
        while (end >= 0 && end + 4 < text.Length && text[end + 4] != '\n')
            end = text.IndexOf("\n---", end + 4, StringComparison.Ordinal);
        if (end < 0)
        {
            faults.Add(1, "", "the front matter has no end", "close it with a line '---'");
            return null;
        }

        var body = end + 5 <= text.Length ? text[(end + 5)..] : "";
        switch (YamlText.Read(text[4..(end + 1)], firstLine: 2, faults))
        {
            case YamlMap map:
                return new MarkdownFile(path, map, body);
            case null:
                return faults.Any ? null : new MarkdownFile(path, null, body);
            case var other:
                faults.Add(other.Line, "", "the front matter must hold 'key: value' lines", "write 'name: …' and so on");
                return null;
        }
    }
}
