namespace Tandem.Llama.Tests.Models;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tandem-llama-");

    public string File(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Writes a model and returns its path.</summary>
    public string Save(RandomModel model, string name = "model.gguf")
    {
        var path = File(name);
        model.Save(path);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
