using System.Text.RegularExpressions;

namespace Tandem.Agent.Evaluators;

/// <summary>A fenced block of Markdown.</summary>
/// <param name="Language">The first word behind the fence, in lower case; may be empty.</param>
internal sealed partial record CodeBlock(string Language, string Code)
{
    /// <summary>All blocks; one that never ends reaches to the end of the text.</summary>
    public static IReadOnlyList<CodeBlock> Of(string text) =>
        [.. Fence().Matches(text.ReplaceLineEndings("\n")).Select(match => new CodeBlock(match.Groups["language"].Value.ToLowerInvariant(), match.Groups["code"].Value))];

    /// <summary>The one block that the whole text is, else null.</summary>
    public static string? Only(string text)
    {
        var match = Fence().Match(text.ReplaceLineEndings("\n").Trim());
        return match is { Success: true, Index: 0 } && match.Length == text.ReplaceLineEndings("\n").Trim().Length ? match.Groups["code"].Value : null;
    }

    [GeneratedRegex(@"^[ \t]*(?<fence>`{3,}|~{3,})[ \t]*(?<language>[\w#+.-]*)[^\n]*\n(?<code>.*?)(^[ \t]*\k<fence>[ \t]*$|\z)", RegexOptions.Multiline | RegexOptions.Singleline, 1_000)]
    private static partial Regex Fence();
}
