using System.Globalization;

namespace Tandem.Configuration;

/// <summary>One thing wrong in the configuration. Never holds a secret or an expanded reference.</summary>
/// <param name="File">Full path; or <c>environment variable NAME</c>, or the command line's option.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Key">The key's path, such as <c>models.llama.context</c>; empty for the file as a whole.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Cure">What to do.</param>
public sealed record ConfigurationError(string File, int Line, int Column, string Key, string Problem, string Cure)
{
    /// <summary><c>FILE:LINE:COLUMN: KEY: PROBLEM; CURE</c>, as editors and terminals make it a link.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}: {(Key.Length == 0 ? "" : Key + ": ")}{Problem}; {Cure}");
}
