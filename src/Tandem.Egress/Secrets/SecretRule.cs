using System.Text.RegularExpressions;

namespace Tandem.Egress.Secrets;

/// <summary>How one kind of secret looks. Rules are data (<c>secret-rules.json</c>).</summary>
public sealed class SecretRule
{
    private readonly Lazy<Regex> regex;
    private readonly Lazy<Regex?> contextRegex;

    public SecretRule()
    {
        regex = new(() => Compile(Pattern!));
        contextRegex = new(() => Context is null ? null : Compile(Context));
    }

    public required string Name { get; init; }

    /// <summary>Texts of which one is there, in any case, wherever the pattern can match: a quick first look.</summary>
    public required IReadOnlyList<string> Near { get; init; }

    /// <summary>A regular expression without backtracking, so that its time grows only with the text; the group <c>secret</c> is what is hidden.</summary>
    public required string Pattern { get; init; }

    /// <summary>Least entropy of the secret in bits a character; 0 = any.</summary>
    public double Entropy { get; init; }

    /// <summary>The secret holds a digit and a letter.</summary>
    public bool Digit { get; init; }

    /// <summary>The pattern says little by itself: placeholders such as <c>changeme</c> do not count.</summary>
    public bool Generic { get; init; }

    /// <summary>A pattern that must stand somewhere in the same text, or null.</summary>
    public string? Context { get; init; }

    internal Regex Regex => regex.Value;

    internal Regex? ContextRegex => contextRegex.Value;

    private static Regex Compile(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
