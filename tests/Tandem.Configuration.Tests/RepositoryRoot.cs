namespace Tandem.Configuration.Tests;

internal static class RepositoryRoot
{
    public static string Find(params string[] path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Tandem.slnx")))
            folder = folder.Parent;
        return Path.Combine([folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository."), .. path]);
    }
}
