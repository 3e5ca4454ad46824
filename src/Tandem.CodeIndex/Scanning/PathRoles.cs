using System.Text.RegularExpressions;

namespace Tandem.CodeIndex.Scanning;

/// <summary>Judges paths by the habits of the common build systems.</summary>
internal static partial class PathRoles
{
    private static readonly HashSet<string> DocExtensions = new(StringComparer.OrdinalIgnoreCase) { ".md", ".markdown", ".rst", ".txt", ".adoc", ".html", ".htm", ".tex" };

    private static readonly HashSet<string> SettingExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".json", ".yml", ".yaml", ".toml", ".ini", ".cfg", ".conf", ".xml", ".csproj", ".fsproj", ".props", ".targets", ".sln", ".slnx", ".lock", ".gradle",
        ".properties", ".editorconfig", ".gitignore", ".gitattributes", ".env", ".csv", ".tsv", ".svg", ".resx", ".snap", ".mod", ".sum", ".bazel",
    };

    public static PathRole Of(string path)
    {
        if (GeneratedPath().IsMatch(path)) return PathRole.Generated;
        if (TestPath().IsMatch(path)) return PathRole.Test;
        if (SamplePath().IsMatch(path)) return PathRole.Sample;
        var extension = Path.GetExtension(path);
        if (DocExtensions.Contains(extension) || DocPath().IsMatch(path)) return PathRole.Docs;
        return SettingExtensions.Contains(extension) || extension.Length == 0 || path[(path.LastIndexOf('/') + 1)..].StartsWith('.')
            ? PathRole.Settings
            : PathRole.Source;
    }

    [GeneratedRegex(
        @"(^|/)(tests?|testing|__tests__|specs?|test-?utils?|test-?data|test_data|testFixtures|fixtures?|e2e|integration(-?tests?)?|__mocks__|runtime-tests|[^/]*\.tests?|[^/]*\.(specs|testing|[A-Za-z]+Tests|TestUtils?))/" +
        @"|(_test\.\w+|[._-](test|spec)\.\w+|(?-i:[a-z0-9]Tests?)\.\w+|(?-i:[a-z0-9]IT)\.(java|kt)|/(test_|conftest)[^/]*\.py)$|^test_[^/]*\.py$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TestPath();

    [GeneratedRegex(@"(^|/)(samples?|snippets?|examples?|demos?|playground|tutorials?|bench(mark)?s?|perf|[^/]*\.benchmarks?)/", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SamplePath();

    [GeneratedRegex(@"(^|/)(docs?|documentation|website|wiki|changelogs?)/|(^|/)(changelog|readme|license|licence|authors|contributing|news|todo|copying)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DocPath();

    [GeneratedRegex(
        @"(^|/)(node_modules|vendor|third_party|thirdparty|dist|__generated__)/|(\.min\.(js|css)|\.d\.ts|\.g\.cs|\.designer\.cs|\.pb\.go|_pb2\.py|\.map|-lock\.json|\.lock)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex GeneratedPath();
}
