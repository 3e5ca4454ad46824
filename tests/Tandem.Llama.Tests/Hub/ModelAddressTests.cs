using Tandem.Llama.Hub;

namespace Tandem.Llama.Tests.Hub;

public sealed class ModelAddressTests
{
    [Theory]
    [InlineData("hf.co/o/r", "o/r", "main", null, null)]
    [InlineData("https://huggingface.co/o/r:Q8_0", "o/r", "main", null, "Q8_0")]
    [InlineData("o/r/m.gguf", "o/r", "main", "m.gguf", null)]
    [InlineData("https://huggingface.co/o/r/resolve/v2/sub/m.gguf?download=true", "o/r", "v2", "sub/m.gguf", null)]
    [InlineData("https://huggingface.co/o/r/blob/main/m.gguf", "o/r", "main", "m.gguf", null)]
    public void Addresses_are_read_as_people_copy_them(string text, string repository, string revision, string? file, string? quantisation) =>
        Assert.Equal(new ModelAddress(repository, revision, file, quantisation), ModelAddress.Parse(text));

    [Theory]
    [InlineData("nonsense")]
    [InlineData("https://example.com/o/r/m.gguf")]
    [InlineData("hf.co/o/../m.gguf")]
    [InlineData("o/r/README.md")]
    public void Anything_else_is_refused_with_what_is_known(string text) =>
        Assert.Equal(ModelPullError.UnknownName, Assert.Throws<ModelPullException>(() => ModelAddress.Parse(text)).Error);

    [Fact]
    public void The_catalogue_has_distinct_names_each_with_one_gguf_file()
    {
        Assert.Equal(ModelCatalogue.Entries.Count, ModelCatalogue.Entries.Select(entry => entry.Name).Distinct().Count());
        Assert.All(ModelCatalogue.Entries, entry =>
        {
            Assert.EndsWith(".gguf", entry.File, StringComparison.Ordinal);
            Assert.Equal(entry.Repository, ModelAddress.Parse(entry.Name.ToUpperInvariant()).Repository);
            Assert.True(entry.MemoryGib > entry.ParametersBillion * 0.6);
        });
    }
}
