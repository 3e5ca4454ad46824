using System.Text;
using Tandem.Pipeline.Privacy;
using Tandem.Routing;

namespace Tandem.Configuration.Tests;

public sealed class FuzzTests : IDisposable
{
    private const int Rounds = 1_000;
    private const string Signs = "{}[]:,-#&*!|>'\"%@`?~$\\ \t\n\r\0\u0001\u0085\u2028é漢\ud83d\ude00\ufeff<=0x.e+";

    private readonly Files _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("design.yaml", 11)]
    [InlineData("everything.yaml", 12)]
    public void A_damaged_file_loads_or_is_refused_with_file_and_line(string sample, int seed)
    {
        var chance = new Random(seed);
        var original = Files.Sample(sample);
        var refused = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var text = Damage(original, chance);
            try
            {
                Assert.NotNull(_files.LoadUser(text, ("OPENAI_API_KEY", "k"), ("AZURE_ENDPOINT", "https://a.example"), ("AZURE_KEY", "k")));
            }
            catch (ConfigurationException exception)
            {
                refused++;
                Assert.All(exception.Errors, error => AssertPlaced(error, text));
            }
        }

        Assert.InRange(refused, Rounds / 10, Rounds); // The damage shows.
    }

    [Fact]
    public void Random_signs_load_or_are_refused_with_file_and_line()
    {
        var chance = new Random(13);
        for (var round = 0; round < 300; round++)
        {
            var text = string.Concat(Enumerable.Range(0, chance.Next(1, 60)).Select(_ => Signs[chance.Next(Signs.Length)]));

            var refused = Assert.Throws<ConfigurationException>(() => _files.LoadUser(text));

            Assert.All(refused.Errors, error => AssertPlaced(error, text));
        }
    }

    [Fact]
    public void A_damaged_project_file_adds_or_is_refused_with_file_and_line()
    {
        var chance = new Random(14);
        var original = Files.Sample("project.yaml");
        for (var round = 0; round < Rounds / 4; round++)
        {
            var text = Damage(original, chance);
            try
            {
                var configuration = _files.LoadProject(Files.NoModel, text);
                Assert.Empty(configuration.AllModels);
                Assert.Equal("balanced", configuration.Routing.Policy);
                Assert.Equal(DataClass.Private, configuration.Privacy.Default);
                Assert.Superset(PrivacyOptions.DefaultPrivatePaths.ToHashSet(), configuration.Privacy.PrivatePaths.ToHashSet());
                Assert.Null(configuration.Verify.Commands);
            }
            catch (ConfigurationException refused)
            {
                Assert.All(refused.Errors, error => Assert.Equal(_files.ProjectFile, error.File));
            }
        }
    }

    [Fact]
    public void Random_variables_set_something_or_are_refused_by_name()
    {
        var chance = new Random(15);
        string[] levels = ["ROUTING", "POLICY", "MODELS", "GPT_4", "LLAMA", "CONTEXT", "PRICE", "INPUT", "VERIFY", "PRIVACY", "X", "", "_", "é", "RULES", "API_KEY", "VERSION"];
        for (var round = 0; round < Rounds / 4; round++)
        {
            var name = "TANDEM_" + string.Join("__", Enumerable.Range(0, chance.Next(1, 5)).Select(_ => levels[chance.Next(levels.Length)]));
            var value = chance.Next(2) == 0 ? "{ a: [1] }" : string.Concat(Enumerable.Range(0, chance.Next(1, 20)).Select(_ => Signs[chance.Next(Signs.Length)]));
            try
            {
                Assert.NotNull(_files.LoadUser(Files.Sample("design.yaml"), (name, value), ("OPENAI_API_KEY", "k")));
            }
            catch (ConfigurationException refused)
            {
                Assert.All(refused.Errors, error => Assert.Contains(error.File, new[] { "environment variable " + name, _files.UserFile })); // A whole section that is replaced can leave the file's names without a model.
            }
        }
    }

    private void AssertPlaced(ConfigurationError error, string text)
    {
        Assert.Equal(_files.UserFile, error.File);
        Assert.InRange(error.Line, 1, text.Count(sign => sign is '\n' or '\r' or '\u0085' or '\u2028') + 2);
        Assert.True(error.Column >= 1);
        Assert.NotEmpty(error.Problem);
        Assert.NotEmpty(error.Cure);
    }

    private static string Damage(string original, Random chance)
    {
        var text = new StringBuilder(original);
        for (var times = chance.Next(1, 4); times > 0; times--)
        {
            var at = chance.Next(text.Length);
            var length = Math.Min(chance.Next(1, 12), text.Length - at);
            switch (chance.Next(6))
            {
                case 0:
                    text.Remove(at, length);
                    break;
                case 1:
                    text.Insert(at, Signs[chance.Next(Signs.Length)]);
                    break;
                case 2:
                    text[at] = Signs[chance.Next(Signs.Length)];
                    break;
                case 3:
                    text.Insert(chance.Next(text.Length), text.ToString(at, length));
                    break;
                case 4:
                    text.Insert(at, new string(' ', length));
                    break;
                default:
                    text.Length = Math.Max(1, at);
                    break;
            }
        }

        return text.ToString();
    }
}
