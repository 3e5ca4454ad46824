using System.Buffers;
using System.Text.RegularExpressions;

namespace Tandem.Agent.Edits.Formats;

/// <summary>Reads the file name that a reply gives above a block, in the many ways in which models decorate it.</summary>
/// <param name="exists">Whether the workspace has such a file.</param>
internal sealed partial class PathLine(Func<string, bool> exists)
{
    private static readonly SearchValues<char> NeverInPaths = SearchValues.Create("<>|\"*?`\0");

    /// <summary>A path where the line is nothing but one: bare, bold, a heading, in backticks, behind <c>File:</c> or a comment mark.</summary>
    public string? TryRead(string line)
    {
        var text = line.Trim();
        if (text.Length is 0 or > 400) return null;
        var match = Label().Match(text);
        if (match.Success) text = match.Groups["path"].Value.Trim();
        text = Strip(text);
        return LooksLikePath(text) ? text : null;
    }

    /// <summary>As <see cref="TryRead"/>, and also the one path in backticks that a sentence names.</summary>
    public string? TryReadSentence(string line)
    {
        if (TryRead(line) is { } path) return path;
        if (line.Length > 400) return null;
        var spans = CodeSpan().Matches(line).Select(match => match.Groups["code"].Value.Trim()).Where(LooksLikePath).Distinct().ToList();
        return spans.Count == 1 ? spans[0] : null;
    }

    /// <summary>The path in a fence's info string: <c>python src/a.py</c>, <c>ts:src/a.ts</c>, <c>js title="a.js"</c>.</summary>
    public string? TryReadInfo(string info)
    {
        if (info.Length is 0 or > 400) return null;
        var attribute = Attribute().Match(info);
        if (attribute.Success && LooksLikePath(attribute.Groups["path"].Value)) return attribute.Groups["path"].Value;
        var last = info.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1];
        var colon = last.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && last[..colon].All(char.IsLetterOrDigit) && LooksLikePath(last[(colon + 1)..])) return last[(colon + 1)..];
        return (last != info || last.Contains('/', StringComparison.Ordinal) || last.Contains('.', StringComparison.Ordinal)) && LooksLikePath(last) ? last : null;
    }

    private static string Strip(string text)
    {
        string before;
        do
        {
            before = text;
            text = text.Trim().TrimEnd(':').Trim();
            if (text.Length > 1 && text[0] == text[^1] && text[0] is '`' or '*' or '_' or '"' or '\'' && text.Count(c => c == text[0]) % 2 == 0) text = text[1..^1];
        }
        while (text != before && text.Length > 0);
        return text;
    }

    private bool LooksLikePath(string text)
    {
        if (text.Length is 0 or > 300 || text.AsSpan().ContainsAny(NeverInPaths) || text is "." or "..") return false;
        if (exists(text)) return true;
        if (Extensionless().IsMatch(text)) return true;
        if (text.Contains("://", StringComparison.Ordinal) || text.EndsWith('/') || text.EndsWith('.')) return false;
        var name = text[(text.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        // A sentence has blanks; a path with blanks counts where it has a folder and an ending too.
        if (text.Contains(' ', StringComparison.Ordinal)) return text.AsSpan().IndexOfAny('/', '\\') > 0 && Ending().IsMatch(name) && !text.Contains(". ", StringComparison.Ordinal);
        return text.AsSpan().IndexOfAny('/', '\\') >= 0 ? name.Length > 0 : name.StartsWith('.') ? name.Length > 2 : Ending().IsMatch(name);
    }

    [GeneratedRegex(@"^(?:#{1,6}\s+|[-*+]\s+|\d+[.)]\s+|//+\s*|--\s+|<!--\s*|/\*\s*)?(?:[*_]{0,2}(?:file(?:name| name| path)?|path|in|update|create|edit|modify|new file)[*_]{0,2}\s*:?[*_]{0,2}\s+)?(?<path>\S.*?)(?:\s*(?:-->|\*/))?(?:\s+\((?:new|updated|modified|new file|changed)\))?\s*:?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Label();

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\b(title|file|filename|path|name)\s*=\s*(""(?<path>[^""]+)""|'(?<path>[^']+)'|(?<path>\S+))", RegexOptions.ExplicitCapture)]
    private static partial Regex Attribute();

    [GeneratedRegex(@"\.[A-Za-z][A-Za-z0-9_+-]{0,11}$")]
    private static partial Regex Ending();

    [GeneratedRegex("^(Dockerfile|Makefile|Rakefile|Gemfile|Justfile|Procfile|Vagrantfile|Jenkinsfile|LICENSE|README|CHANGELOG|CODEOWNERS)$")]
    private static partial Regex Extensionless();
}
