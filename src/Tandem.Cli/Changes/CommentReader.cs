using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tandem.Cli.Changes;

/// <summary>Reads reviewers' comments: lines <c>path:line: text</c>, lines of <c>tandem review --json</c>, or the list that GitHub's API answers.</summary>
internal static partial class CommentReader
{
    // "gh api --paginate" writes one list behind the other.
    private static readonly JsonReaderOptions ManyLists = new() { AllowMultipleValues = true };

    /// <summary>In the order given; empty = nothing that reads as a comment.</summary>
    public static IReadOnlyList<ReviewComment> Read(string input)
    {
        var text = input.Trim();
        return text.StartsWith('[') && TryReadLists(text, out var listed) ? listed : ReadLines(text);
    }

    private static bool TryReadLists(string text, out IReadOnlyList<ReviewComment> comments)
    {
        var found = new List<ReviewComment>();
        comments = found;
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), ManyLists);
            while (reader.Read())
            {
                using var list = JsonDocument.ParseValue(ref reader);
                if (list.RootElement.ValueKind == JsonValueKind.Array) found.AddRange(list.RootElement.EnumerateArray().Select(Read).OfType<ReviewComment>());
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static List<ReviewComment> ReadLines(string text)
    {
        var comments = new List<ReviewComment>();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
            if (line.StartsWith('{') && ReadObject(line) is { } said)
                comments.AddRange(said);
            else if (Place().Match(line) is { Success: true } place)
                comments.Add(new ReviewComment(place.Groups["path"].Value.Replace('\\', '/'), int.Parse(place.Groups["line"].ValueSpan, CultureInfo.InvariantCulture), place.Groups["text"].Value.Trim()));
            else if (comments.Count > 0 && line.Trim().Length > 0)
                comments[^1] = comments[^1] with { Text = $"{comments[^1].Text}\n{line.TrimEnd()}" }; // A comment may have several lines.
        return comments;
    }

    /// <summary>Null = no JSON; empty = a line that says something else, such as the decision.</summary>
    private static IReadOnlyList<ReviewComment>? ReadObject(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return Read(document.RootElement) is { } comment ? [comment] : [];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ReviewComment? Read(JsonElement one)
    {
        if (one.ValueKind != JsonValueKind.Object || Text(one, "path") is not { Length: > 0 } path || (Text(one, "message") ?? Text(one, "body")) is not { Length: > 0 } text)
            return null;
        // A comment on code that changed since has its line in the old version alone.
        var line = Number(one, "line") ?? Number(one, "original_line");
        var author = one.TryGetProperty("user", out var user) && user.ValueKind == JsonValueKind.Object ? Text(user, "login") : null;
        return new ReviewComment(path, line, Text(one, "severity") is { } severity ? $"{severity}: {text}" : text, author);
    }

    private static string? Text(JsonElement one, string name) => one.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Number(JsonElement one, string name) =>
        one.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number > 0 ? number : null;

    [GeneratedRegex(@"^(?<path>[^\s:][^:]*):(?<line>[1-9]\d{0,7})(:\d+)?:(?<text>.*\S.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Place();
}
