using System.Text;
using System.Text.RegularExpressions;
using Tandem.Engine;
using Tandem.Pipeline.Errors;

namespace Tandem.Cli.Asking;

/// <summary>Reads a question: its words, stdin, <c>@file</c> mentions and images by path.</summary>
internal static partial class QuestionReader
{
    private const int MaxInputBytes = 4 * 1024 * 1024;

    private static readonly string[] ImageEndings = [".png", ".jpg", ".jpeg", ".gif", ".webp"];

    /// <exception cref="RequestException">A mentioned file is not there, or stdin is too large.</exception>
    public static async Task<Question> ReadAsync(string text, string folder, Workspace workspace, Stream? input, CancellationToken cancellationToken)
    {
        var files = new List<string>();
        var images = new List<string>();
        foreach (Match mention in Mention().Matches(text))
        {
            var path = mention.Groups[1].Value.TrimEnd('.', ',', ';', ':', '?', '!', ')');
            var full = Path.GetFullPath(path, folder);
            if (File.Exists(full))
                (IsImage(path) ? images : files).Add(workspace.Relative(full)); // The real path: its class counts, not the link's.
            else if (path.Contains('/') || path.Contains('.'))
                throw new RequestException(ErrorKind.Invalid, $"@{path}: there is no such file below {folder}. Write the path as seen from this folder.");
        }

        // An image may be named without the mark: its ending says that it is meant.
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            if (!word.StartsWith('@') && IsImage(word) && File.Exists(Path.GetFullPath(word, folder)))
                images.Add(workspace.Relative(Path.GetFullPath(word, folder)));

        return new Question(text, await ReadInputAsync(input, cancellationToken), files, images);
    }

    private static bool IsImage(string path) => ImageEndings.Contains(Path.GetExtension(path).ToLowerInvariant());

    /// <summary>Null where nothing came.</summary>
    /// <exception cref="RequestException">More than a question can carry.</exception>
    public static async Task<string?> ReadInputAsync(Stream? input, CancellationToken cancellationToken)
    {
        if (input is null)
            return null;
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await input.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > MaxInputBytes)
                throw new RequestException(ErrorKind.Invalid, $"More than {MaxInputBytes / 1024 / 1024} MiB came through stdin. Send the part that matters.");
        }

        var text = Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    [GeneratedRegex(@"(?<![\w@])@([\w./\\~-]+)")]
    private static partial Regex Mention();
}
