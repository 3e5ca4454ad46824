using System.Globalization;

namespace Tandem.Agent.FrontMatter;

/// <summary>One thing wrong in a file that customises Tandem.</summary>
/// <param name="File">Full path.</param>
/// <param name="Line">From 1.</param>
/// <param name="Key">The key's path, such as <c>evaluators[1].pattern</c>; empty for the file as a whole.</param>
public sealed record FileFault(string File, int Line, string Key, string Problem, string Cure)
{
    /// <summary><c>FILE:LINE: KEY: PROBLEM; CURE</c>, as editors and terminals make it a link.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}: {(Key.Length == 0 ? "" : Key + ": ")}{Problem}; {Cure}");
}
