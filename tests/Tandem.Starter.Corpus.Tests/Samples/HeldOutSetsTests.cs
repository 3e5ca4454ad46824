using System.Security.Cryptography;
using System.Text;
using Tandem.Starter.Corpus.Samples;

namespace Tandem.Starter.Corpus.Tests.Samples;

public sealed class HeldOutSetsTests
{
    /// <summary>Figures of two models compare only over the same requests. Whoever changes a set on purpose measures the model anew.</summary>
    [Theory]
    [InlineData("phrasings", 70, "c8d47af8d41d30c6")]
    [InlineData("commands", 129, "5c1ef4f63d1a0bb7")]
    [InlineData("templates", 70, "f6ffd96ea059c74a")]
    [InlineData("names", 70, "88e29480f1bc7636")]
    [InlineData("families", 200, "7e2798bdc89ffbe2")]
    [InlineData("beyond", 180, "0b9cdb50a51272ad")]
    public void The_held_out_sets_stay_as_they_are(string set, int count, string digest)
    {
        var samples = HeldOutSets.Of(TestFamilies.All, TestFamilies.Beyond, 20260102).ToDictionary(one => one.Name, one => one.Samples.ToList())[set];

        Assert.Equal(count, samples.Count);
        Assert.Equal(digest, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', samples.Select(s => s.Prompt)))))[..16]);
    }

    [Fact]
    public void What_is_put_aside_for_development_is_neither_trained_on_nor_held_out()
    {
        var aside = HeldOutSets.Development(TestFamilies.All, TestFamilies.Beyond, 1).Select(s => s.Prompt).ToHashSet();

        Assert.NotEmpty(aside);
        Assert.Empty(TestFamilies.Beyond.Development.Intersect(TestFamilies.Beyond.Section("tasks", held: false)));
        Assert.Empty(TestFamilies.Beyond.Development.Intersect(TestFamilies.Beyond.Section("tasks", held: true)));
        Assert.All(TestFamilies.All, family => Assert.DoesNotContain(family.DevelopmentDescription, family.FurtherDescriptions));
    }
}
