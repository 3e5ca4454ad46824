namespace Tandem.Storage.Tests;

public sealed class DataDirectoryTests
{
    [Fact]
    public void It_is_where_the_environment_says() =>
        Assert.Equal("/srv/tandem", DataDirectory.Find(name => name == "TANDEM_HOME" ? "/srv/tandem" : "/home/ann").Path);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Else_it_is_in_the_users_home(string? home) =>
        Assert.Equal("/home/ann/.local/share/tandem/tandem.db", DataDirectory.Find(name => name == "HOME" ? "/home/ann" : home).Database);

    [Fact]
    public void Without_a_home_variable_the_system_is_asked() =>
        Assert.EndsWith(Path.Combine(".local", "share", "tandem"), DataDirectory.Find(_ => null).ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_folder_that_is_there_keeps_its_mode()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        if (OperatingSystem.IsWindows()) return; // For the analyzer.
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Data.Path, (UnixFileMode)0b111_101_000);

        folder.Data.Create();

        Assert.Equal((UnixFileMode)0b111_101_000, File.GetUnixFileMode(folder.Data.Path));
    }
}
