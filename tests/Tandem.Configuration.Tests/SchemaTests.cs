using NJsonSchema;

namespace Tandem.Configuration.Tests;

public sealed class SchemaTests : IDisposable
{
    private const int Mutations = 200;

    private readonly Files _files = new();

    public static TheoryData<string> Samples => [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Samples"), "*.yaml").Select(Path.GetFileName).OfType<string>()];

    public void Dispose() => _files.Dispose();

    [Fact]
    public void The_published_schema_is_the_loaders_own() =>
        Golden.Check(RepositoryRoot.Find("schemas", "tandem.schema.json"), _ => ConfigurationSchema.ToJson());

    [Fact]
    public void The_documented_keys_are_the_loaders_own() =>
        Golden.Check(RepositoryRoot.Find("docs", "configuration.md"), text => Golden.Between(text, "<!-- keys: generated -->", "<!-- /keys -->", ConfigurationSchema.ToMarkdown()));

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task What_the_schema_accepts_the_loader_accepts(string sample)
    {
        var schema = await JsonSchema.FromJsonAsync(ConfigurationSchema.ToJson(), TestContext.Current.CancellationToken);
        var yaml = Files.Sample(sample);

        Assert.Empty(schema.Validate(YamlAsJson.Parse(yaml)!.ToJsonString()));
        Assert.NotNull(Load(yaml));
        Assert.NotNull(Load(YamlAsJson.Parse(yaml)!.ToJsonString())); // JSON is YAML.
    }

    [Theory]
    [InlineData("design.yaml", 1)]
    [InlineData("everything.yaml", 2)]
    public async Task What_the_schema_rejects_the_loader_rejects(string sample, int seed)
    {
        var schema = await JsonSchema.FromJsonAsync(ConfigurationSchema.ToJson(), TestContext.Current.CancellationToken);
        var chance = new Random(seed);
        var original = YamlAsJson.Parse(Files.Sample(sample))!;
        var rejected = 0;
        for (var round = 0; round < Mutations; round++)
        {
            var mutated = original.DeepClone();
            JsonMutation.Apply(mutated, chance);
            var json = mutated.ToJsonString();
            if (schema.Validate(json).Count == 0)
                continue;
            rejected++;
            Assert.True(Load(json) is null, $"The schema rejects this and the loader takes it: {json}");
        }

        Assert.InRange(rejected, Mutations / 4, Mutations); // The mutations bite.
    }

    private TandemConfiguration? Load(string text)
    {
        try
        {
            return _files.LoadUser(text, ("OPENAI_API_KEY", "k"), ("AZURE_ENDPOINT", "https://a.example"), ("AZURE_KEY", "k"));
        }
        catch (ConfigurationException)
        {
            return null;
        }
    }
}
