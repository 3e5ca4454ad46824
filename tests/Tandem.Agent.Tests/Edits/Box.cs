using System.Text;
using Tandem.Agent.Edits;

namespace Tandem.Agent.Tests.Edits;

/// <summary>A workspace in a temporary folder, beside a folder that no edit may touch.</summary>
internal sealed class Box : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tandem-box-").FullName;

    public Box()
    {
        Root = Directory.CreateDirectory(Path.Combine(_folder, "root")).FullName;
        Outside = Directory.CreateDirectory(Path.Combine(_folder, "outside")).FullName;
        File.WriteAllText(Path.Combine(Outside, "secret.txt"), "x");
    }

    public string Root { get; }

    public string Outside { get; }

    public string this[string path]
    {
        get => Encoding.UTF8.GetString(Bytes(path));
        set => Put(path, Encoding.UTF8.GetBytes(value));
    }

    public byte[] Bytes(string path) => File.ReadAllBytes(Path.Combine(Root, path));

    public void Put(string path, byte[] bytes)
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
    }

    public EditResult Apply(string text, EditFormat format = EditFormat.Auto, string? target = null, bool dryRun = false) =>
        new EditEngine().Apply(new EditRequest { Root = Root, Text = text, Format = format, TargetFile = target, DryRun = dryRun });

    /// <summary>Every file of the workspace and of the folder beside it, as text; links are named, not followed.</summary>
    public string Snapshot()
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, MaxRecursionDepth = 8 }; // A link to a folder above is entered until here.
        var files = new DirectoryInfo(_folder).EnumerateFileSystemInfos("*", options).Where(entry => entry is FileInfo || entry.LinkTarget is not null)
            .Select(entry => Path.GetRelativePath(_folder, entry.FullName) + " = " + (entry.LinkTarget ?? Convert.ToHexString(File.ReadAllBytes(entry.FullName))));
        return string.Join('\n', files.Order(StringComparer.Ordinal));
    }

    public IEnumerable<string> Names() => Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Root, file)).Order(StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
