namespace Tandem.TestKit;

/// <summary>Where the repository lies, for tests that read its files or the data beside it.</summary>
public static class RepositoryRoot
{
    private static readonly Lazy<string> Root = new(() =>
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Tandem.slnx"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException("Tandem.slnx was found in no folder above the tests; run them from a checkout.");
    });

    public static string PathTo(params string[] parts) => Path.Combine([Root.Value, .. parts]);

    /// <summary>A file or folder of the data beside the checkout, or null where it is absent: the test skips then.</summary>
    public static string? Shared(params string[] parts)
    {
        var path = Path.GetFullPath(Path.Combine([Root.Value, "..", "shared", .. parts]));
        return File.Exists(path) || Directory.Exists(path) ? path : null;
    }
}
