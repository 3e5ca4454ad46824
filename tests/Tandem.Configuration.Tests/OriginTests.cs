using System.Text.Json.Nodes;
using Tandem.Configuration.Loading;
using Tandem.Configuration.Origins;

namespace Tandem.Configuration.Tests;

public sealed class OriginTests : IDisposable
{
    private readonly Files _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Every_effective_value_says_where_it_comes_from()
    {
        Files.Write(_files.UserFile, "version: 1\nmodels:\n  gpt-4.1:\n    provider: openai\n    api_key: ${KEY}\nprivacy: { private_paths: [a] }\n");
        Files.Write(_files.ProjectFile, "version: 1\nprivacy: { private_paths: [b] }\n");
        var sources = _files.Sources(("KEY", "sk-1"), ("TANDEM_PRIVACY__DEFAULT", "shareable")) with { CommandLine = [new SettingOverride("routing.policy", "best", "--policy")] };

        var origins = ConfigurationLoader.Load(sources).Origins.ToDictionary(entry => entry.Key, entry => $"{entry.Value} <- {entry.Origin}");

        Assert.Equal($"openai <- {_files.UserFile}:4", origins["models.\"gpt-4.1\".provider"]);
        Assert.Equal($"*** <- {_files.UserFile}:5 (${{KEY}})", origins["models.\"gpt-4.1\".api_key"]);
        Assert.Equal("gpt-4.1 <- default", origins["models.\"gpt-4.1\".model"]);
        Assert.StartsWith("external <- default (api.openai.com is not", origins["models.\"gpt-4.1\".zone"], StringComparison.Ordinal);
        Assert.StartsWith("1047576 <- default (gpt-4.1, 20", origins["models.\"gpt-4.1\".context"], StringComparison.Ordinal);
        Assert.Equal("best <- command line (--policy)", origins["routing.policy"]);
        Assert.Equal("shareable <- environment variable TANDEM_PRIVACY__DEFAULT", origins["privacy.default"]);
        Assert.Equal($"b <- {_files.ProjectFile}:2", origins["privacy.private_paths[0]"]);
        Assert.Equal($"a <- {_files.UserFile}:6", origins["privacy.private_paths[1]"]);
        Assert.Equal("redact <- default", origins["privacy.secrets"]);
    }

    [Fact]
    public void Keys_are_recorded_once_each()
    {
        var origins = _files.LoadUser(Files.Sample("everything.yaml"), ("AZURE_ENDPOINT", "https://a.example"), ("AZURE_KEY", "k")).Origins;

        Assert.Equal(origins.Count, origins.Select(entry => entry.Key).Distinct().Count());
    }

    [Fact]
    public void Text_and_JSON_show_the_same()
    {
        var origins = _files.LoadUser("version: 1\nrouting: { policy: cheap }\n").Origins;

        Assert.Contains("routing.policy = cheap\n", OriginReport.ToText(origins, withOrigin: false), StringComparison.Ordinal);
        Assert.Matches(@"(?m)^routing\.policy = cheap +# .*config\.yaml:2$", OriginReport.ToText(origins, withOrigin: true));
        var row = JsonNode.Parse(OriginReport.ToJson(origins))!.AsArray().Single(row => (string)row!["key"]! == "routing.policy")!;
        Assert.Equal(
            $$"""{"key":"routing.policy","value":"cheap","origin":"UserFile","file":"{{_files.UserFile}}","line":2,"column":20}""",
            row.ToJsonString());
    }
}
