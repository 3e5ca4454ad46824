namespace Tandem.Agent.Verification;

/// <summary>One project file.</summary>
/// <param name="Path">Relative to the root.</param>
/// <param name="References">Projects that it refers to, as paths relative to the root.</param>
internal sealed record DotNetProject(string Path, bool IsTest, IReadOnlyList<string> References)
{
    public bool Holds(string path)
    {
        var folder = System.IO.Path.GetDirectoryName(Path)!.Replace('\\', '/');
        return folder.Length == 0 || path.StartsWith(folder + "/", StringComparison.Ordinal);
    }
}
