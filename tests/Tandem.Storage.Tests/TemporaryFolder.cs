namespace Tandem.Storage.Tests;

/// <summary>A data folder of a test's own, gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable, IAsyncDisposable
{
    public DataDirectory Data { get; } = new(Path.Combine(Path.GetTempPath(), "tandem-test-" + Guid.NewGuid().ToString("N")));

    public void Dispose()
    {
        if (Directory.Exists(Data.Path)) Directory.Delete(Data.Path, recursive: true);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }
}
