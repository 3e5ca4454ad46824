namespace Tandem.Architecture.Tests;

public sealed class FileTests
{
    [Fact]
    public void No_source_file_passes_eight_hundred_lines() =>
        Assert.Empty(Repository.Sources().Where(file => File.ReadLines(Path.Combine(Repository.Root, file)).Count() > 800));

    [Fact]
    public void Nine_source_files_in_ten_have_at_most_250_lines()
    {
        var lengths = Repository.Sources().Select(file => File.ReadLines(Path.Combine(Repository.Root, file)).Count()).Order().ToList();

        Assert.True(lengths[lengths.Count * 9 / 10] <= 250, $"The ninth decile has {lengths[lengths.Count * 9 / 10]} lines.");
    }
}
