using System.Text;
using System.Text.RegularExpressions;

namespace Tandem.CodeIndex.Scanning;

/// <summary>The patterns of one <c>.gitignore</c> file, read as gitignore(5) tells.</summary>
internal sealed class IgnoreRules
{
    private readonly List<(Regex Pattern, bool Negated, bool FoldersOnly)> _rules = [];

    /// <param name="text">The file's text.</param>
    public IgnoreRules(string text)
    {
        foreach (var line in text.Split('\n'))
            Add(line.TrimEnd('\r'));
    }

    /// <summary>True = ignored, false = taken back in by a <c>!</c> rule, null = this file says nothing.</summary>
    /// <param name="path">Relative to the folder of the <c>.gitignore</c> file.</param>
    public bool? Decide(string path, bool isFolder)
    {
        for (var i = _rules.Count - 1; i >= 0; i--) // The last match decides.
        {
            var (pattern, negated, foldersOnly) = _rules[i];
            if ((!foldersOnly || isFolder) && pattern.IsMatch(path)) return !negated;
        }

        return null;
    }

    private void Add(string line)
    {
        var text = line.EndsWith("\\ ", StringComparison.Ordinal) ? line : line.TrimEnd(' ');
        if (text.Length == 0 || text[0] == '#') return;
        var negated = text[0] == '!';
        if (negated) text = text[1..];
        var foldersOnly = text.EndsWith('/');
        text = text.TrimEnd('/');
        if (text.Length == 0) return;
        var anchored = text.Contains('/', StringComparison.Ordinal);
        var expression = (anchored ? "^" : "(^|/)") + Translate(text.TrimStart('/')) + "$";
        // Non-backtracking: a hostile pattern costs linear time.
        _rules.Add((new Regex(expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant), negated, foldersOnly));
    }

    private static string Translate(string glob)
    {
        var regex = new StringBuilder();
        for (var i = 0; i < glob.Length; i++)
        {
            var rest = glob.AsSpan(i);
            if (rest.StartsWith("**/") && (i == 0 || glob[i - 1] == '/')) (regex, i) = (regex.Append("(.*/)?"), i + 2);
            else if (rest is "**" && i > 0 && glob[i - 1] == '/') (regex, i) = (regex.Append(".+"), i + 1);
            else if (glob[i] == '*')
            {
                while (i + 1 < glob.Length && glob[i + 1] == '*') i++;
                regex.Append("[^/]*");
            }
            else if (glob[i] == '?') regex.Append("[^/]");
            else if (glob[i] == '[' && glob.IndexOf(']', Math.Min(i + 2, glob.Length)) is > 0 and var close)
            {
                var set = glob[(i + 1)..close].Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal);
                regex.Append('[').Append(set[0] == '!' ? "^" + set[1..] : set).Append(']');
                i = close;
            }
            else
            {
                if (glob[i] == '\\' && i + 1 < glob.Length) i++;
                regex.Append(Regex.Escape(glob[i].ToString()));
            }
        }

        return regex.ToString();
    }
}
