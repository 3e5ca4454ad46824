using System.Text.RegularExpressions;

namespace Tandem.CodeIndex.Symbols;

/// <summary>Reads the import statements of a file as slash paths.</summary>
internal static partial class ImportScanner
{
    private const int MaxImports = 200;

    public static List<string> Scan(string text, Language language)
    {
        var found = new List<string>();
        var pattern = language.Name switch
        {
            "javascript" or "typescript" => ScriptImport(),
            "python" => PythonImport(),
            "go" => GoImport(),
            "java" or "kotlin" or "scala" or "groovy" => JvmImport(),
            "rust" => RustUse(),
            "c" or "cpp" or "objective-c" => Include(),
            "php" => PhpUse(),
            "ruby" => RubyRequire(),
            _ => null,
        };
        if (pattern is null) return found;
        foreach (var match in pattern.EnumerateMatches(text))
        {
            var groups = pattern.Match(text, match.Index, match.Length).Groups;
            Add(groups, language.Name, found);
            if (found.Count >= MaxImports) break;
        }

        return found;
    }

    private static void Add(GroupCollection groups, string language, List<string> found)
    {
        var path = groups["path"].Value;
        switch (language)
        {
            case "python":
                var dots = path.Length - path.TrimStart('.').Length;
                var module = path[dots..].Replace('.', '/');
                var prefix = dots == 0 ? "" : dots == 1 ? "./" : string.Concat(Enumerable.Repeat("../", dots - 1));
                if (module.Length > 0) found.Add(prefix + module);
                foreach (var name in groups["names"].Value.Split([',', '(', ')', '\n', ' '], StringSplitOptions.RemoveEmptyEntries))
                    if (name is not ("as" or "*" or "\\")) found.Add(prefix + (module.Length > 0 ? module + "/" : "") + name); // The name may be a module.
                break;
            case "java" or "kotlin" or "scala" or "groovy":
                found.Add(path.Replace('.', '/'));
                break;
            case "rust":
                path = path.Replace("::", "/", StringComparison.Ordinal);
                foreach (var root in (ReadOnlySpan<string>)["crate/", "self/", "super/"])
                    if (path.StartsWith(root, StringComparison.Ordinal)) path = path[root.Length..];
                found.Add(path);
                if (path.LastIndexOf('/') is > 0 and var last) found.Add(path[..last]);
                break;
            case "php":
                found.Add(path.Replace('\\', '/'));
                break;
            default:
                found.Add(path);
                break;
        }
    }

    [GeneratedRegex("""(?:from|import|require\(|import\()\s*['"](?<path>[^'"\n]{1,200})['"]""", RegexOptions.CultureInvariant)]
    private static partial Regex ScriptImport();

    [GeneratedRegex(@"^[ \t]*(?:from[ \t]+(?<path>[.\w]+)[ \t]+import[ \t]+(?<names>\([^)]{0,2000}\)|[^\n#]{0,300})|import[ \t]+(?<path>[.\w]+))", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex PythonImport();

    [GeneratedRegex("""^\s*(?:import\s+)?(?:[\w.]+\s+)?"(?<path>[\w.~-]+(?:/[\w.~-]+)+)"\s*$""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex GoImport();

    [GeneratedRegex(@"^\s*import\s+(?:static\s+)?(?<path>[\w.]+\w)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex JvmImport();

    [GeneratedRegex(@"^\s*(?:pub(?:\([^)]*\))?\s+)?(?:use|mod)\s+(?<path>\w+(?:::\w+)*)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex RustUse();

    [GeneratedRegex("""^\s*#\s*(?:include|import)\s*[<"](?<path>[^>"\n]{1,200})[>"]""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Include();

    [GeneratedRegex(@"^\s*use\s+(?<path>[\w\\]+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex PhpUse();

    [GeneratedRegex("""^\s*require(?:_relative)?\s*\(?['"](?<path>[^'"\n]{1,200})['"]""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex RubyRequire();
}
