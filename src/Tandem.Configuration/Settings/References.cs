using System.Text.RegularExpressions;

namespace Tandem.Configuration.Settings;

/// <summary>References to environment variables in a value: <c>${NAME}</c>; <c>$${</c> stands for <c>${</c> itself.</summary>
internal static partial class References
{
    /// <summary>The text with references replaced, the names used, and the first that is not set or empty.</summary>
    /// <remarks>One pass: what a variable holds is not looked at again.</remarks>
    public static (string Text, IReadOnlyList<string> Names, string? Missing) Expand(string text, IReadOnlyDictionary<string, string> environment)
    {
        if (!text.Contains("${", StringComparison.Ordinal))
            return (text, [], null);
        var names = new List<string>();
        string? missing = null;
        var expanded = Reference().Replace(text, match =>
        {
            if (match.Value == "$${")
                return "${";
            var name = match.Groups["name"].Value;
            names.Add(name);
            if (environment.TryGetValue(name, out var value) && value.Length > 0)
                return value;
            missing ??= name;
            return "";
        });
        return (expanded, names, missing);
    }

    /// <summary>True where the text holds a reference, or something that looks like one and is none.</summary>
    public static bool Contains(string text) => text.Replace("$${", "", StringComparison.Ordinal).Contains("${", StringComparison.Ordinal);

    /// <summary>True where a <c>${</c> does not begin a reference.</summary>
    public static bool IsMalformed(string text) => Reference().Replace(text, "").Contains("${", StringComparison.Ordinal);

    [GeneratedRegex(@"\$\$\{|\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
