using System.Xml.Linq;

namespace Tandem.Architecture.Tests;

/// <summary>The checkout that the tests run in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Product projects and the product projects that each refers to.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> References { get; } = Directory
        .EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), ReferencesOf, StringComparer.Ordinal);

    /// <summary>Every source file of the product, relative to the root.</summary>
    public static IEnumerable<string> Sources() => Directory
        .EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
        .Where(file => !file.Contains("/obj/") && !file.Contains("/bin/"));

    private static IReadOnlyList<string> ReferencesOf(string project) =>
        [.. XDocument.Load(project).Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))];

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Tandem.slnx")))
                return folder.FullName;
        throw new InvalidOperationException("The tests run outside a checkout of Tandem.");
    }
}
