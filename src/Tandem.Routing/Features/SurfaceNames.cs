namespace Tandem.Routing.Features;

/// <summary>The names of <see cref="PromptFeatures.Surface"/>, in its order.</summary>
public static class SurfaceNames
{
    public static IReadOnlyList<string> All { get; } =
    [
        "log-characters", "log-words", "log-lines", "word-length", "long-words", "very-long-words", "distinct-words", "capitalised", "all-caps",
        "camel-case", "snake-case", "numbers", "log-numbers", "decimals", "digits-per-number", "largest-magnitude", "unknown-words",
        "log-sentences", "sentence-length", "question-marks", "ends-with-question", "commas", "quotes", "parentheses", "brackets", "braces",
        "operators", "equals", "carets", "backslashes", "underscores", "currency", "percent", "semicolons", "colons", "non-ascii", "wide-script",
        "options", "option-length", "option-spread", "option-numbers", "log-stem", "blank", "code-fences", "code-marks", "log-code-marks",
        "indented-lines", "line-length", "bullets", "has-example", "has-starter", "sample-blocks", "roman-items", "starts-lower",
        .. Lexicon.Names.Select(name => "share-of-" + name),
        .. Lexicon.Names.Select(name => "count-of-" + name),
    ];
}
