using Tandem.Routing.Prices;

namespace Tandem.Routing.Tests.Prices;

public sealed class KnownModelsTests
{
    [Theory]
    [InlineData("gpt-4.1", "gpt-4.1")]
    [InlineData("openai/gpt-4.1-2025-04-14", "gpt-4.1")]
    [InlineData("gpt-4.1-mini-20250414", "gpt-4.1-mini")]
    [InlineData("claude-sonnet-4-5@20250929", "claude-sonnet-4-5")]
    [InlineData("claude-3-5-haiku-latest", "claude-3-5-haiku")]
    [InlineData("meta-llama/Llama-3.3-70B-Instruct", "llama-3.3")]
    [InlineData("llama3.3:70b", "llama3.3")]
    [InlineData("qwen2.5-coder:7b", "qwen2.5-coder")]
    public void A_spelling_of_a_known_family_is_found(string name, string family) => Assert.Equal(family, KnownModels.Find(name)?.Family);

    [Theory]
    [InlineData("gpt-4.1-pro")]
    [InlineData("gpt-4.15")]
    [InlineData("gpt-4")]
    [InlineData("my-gpt-4.1")]
    [InlineData("claude-opus-4-9")]
    [InlineData("")]
    public void Another_model_never_gets_a_neighbours_price(string name) => Assert.Null(KnownModels.Find(name));

    [Fact]
    public void Every_row_is_dated_sourced_and_plausible() => Assert.All(KnownModels.All, model =>
    {
        Assert.Matches("^20[0-9]{2}-(0[1-9]|1[0-2])$", model.AsOf);
        Assert.StartsWith("https://", model.Source, StringComparison.Ordinal);
        Assert.True(model.MaxOutputTokens < model.ContextTokens);
        if (model.Price is { } price)
            Assert.True(price.Input < price.Output && price.CachedInput < price.Input);
    });

    [Fact]
    public void The_version_is_that_of_the_newest_row() => Assert.Equal("known-2026-11", KnownModels.Version);
}
