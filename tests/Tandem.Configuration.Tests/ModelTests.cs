using Tandem.Configuration.Building;
using Tandem.Configuration.Origins;
using Tandem.Routing;
using Tandem.Routing.Prices;

namespace Tandem.Configuration.Tests;

public sealed class ModelTests : IDisposable
{
    private readonly Files _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void A_missing_key_makes_one_model_unusable_and_leaves_the_others()
    {
        var configuration = _files.LoadUser(Files.Sample("design.yaml"));

        Assert.Equal(["llama"], configuration.Models.Select(model => model.Name));
        var gpt4 = configuration.AllModels[1];
        Assert.Equal(("gpt-4", false), (gpt4.Name, gpt4.IsUsable));
        Assert.Contains("OPENAI_API_KEY, which is not set", gpt4.UnusableBecause, StringComparison.Ordinal);
        Assert.Contains(configuration.Warnings, warning => warning.StartsWith("models.gpt-4: this model cannot be used", StringComparison.Ordinal));
        Assert.Contains(configuration.Origins, entry => entry is { Key: "models.gpt-4.api_key", Value: "(OPENAI_API_KEY is not set)" });
    }

    [Fact]
    public void An_empty_variable_counts_as_missing() =>
        Assert.False(_files.LoadUser(Files.Sample("design.yaml"), ("OPENAI_API_KEY", "")).AllModels[1].IsUsable);

    [Theory]
    [InlineData("sk-1\r\n", "a key in one line")]
    [InlineData("two words", "a key in one line")]
    public void A_variable_that_holds_no_key_makes_one_model_unusable_too(string value, string words)
    {
        var configuration = _files.LoadUser(Files.Sample("design.yaml"), ("OPENAI_API_KEY", value));

        Assert.Equal($"its key needs the environment variable OPENAI_API_KEY, which does not hold {words}; set OPENAI_API_KEY, or remove the model", configuration.AllModels[1].UnusableBecause);
    }

    [Fact]
    public void A_missing_address_makes_one_model_unusable()
    {
        var configuration = _files.LoadUser(Files.Sample("everything.yaml"), ("AZURE_KEY", "k"));

        var azure = configuration.AllModels.Single(model => model.Name == "azure");
        Assert.Contains("AZURE_ENDPOINT", azure.UnusableBecause, StringComparison.Ordinal);
        Assert.Equal(Zone.External, azure.Options.Zone);
    }

    [Fact]
    public void The_providers_own_variable_is_used_only_at_the_providers_own_address()
    {
        const string text = "version: 1\nmodels:\n  a: { provider: openai }\n  b: { provider: openai, base_url: \"http://127.0.0.1:9\" }\n";

        var with = _files.LoadUser(text, ("OPENAI_API_KEY", "sk-1"));
        var without = _files.LoadUser(text);

        Assert.Equal("sk-1", with.Models[0].ApiKey!.Reveal());
        Assert.Null(with.Models[1].ApiKey);
        Assert.Equal(["b"], without.Models.Select(model => model.Name));
    }

    [Theory]
    [InlineData("http://127.0.0.1:11434", Zone.Local)]
    [InlineData("http://127.9.9.9", Zone.Local)]
    [InlineData("http://localhost:1", Zone.Local)]
    [InlineData("http://box.local", Zone.Local)]
    [InlineData("http://BOX.LOCAL.", Zone.Local)]
    [InlineData("http://10.0.0.1", Zone.Local)]
    [InlineData("http://172.16.0.1", Zone.Local)]
    [InlineData("http://172.31.255.255", Zone.Local)]
    [InlineData("http://172.32.0.1", Zone.External)]
    [InlineData("http://192.168.1.1", Zone.Local)]
    [InlineData("http://192.169.1.1", Zone.External)]
    [InlineData("http://169.254.1.1", Zone.Local)]
    [InlineData("http://[::1]:1", Zone.Local)]
    [InlineData("http://[fe80::1]", Zone.Local)]
    [InlineData("http://[fd00::1]", Zone.Local)]
    [InlineData("http://[fc00::1]", Zone.Local)]
    [InlineData("http://[::ffff:10.0.0.1]", Zone.Local)]
    [InlineData("http://[::ffff:8.8.8.8]", Zone.External)]
    [InlineData("http://[2001:db8::1]", Zone.External)]
    [InlineData("http://8.8.8.8", Zone.External)]
    [InlineData("http://0.0.0.0", Zone.External)]
    [InlineData("http://llama", Zone.External)]
    [InlineData("http://llama.corp.example", Zone.External)]
    [InlineData("http://localhost.example", Zone.External)]
    [InlineData("http://10.0.0.1.example", Zone.External)]
    [InlineData("http://xlocal", Zone.External)]
    public void Only_what_is_certainly_ours_is_local(string address, Zone zone) => Assert.Equal(zone, AddressZone.Of(new Uri(address)));

    [Fact]
    public void Usual_addresses_come_with_the_provider()
    {
        var configuration = _files.LoadUser("""
            version: 1
            models:
              o: { provider: ollama }
              g: { provider: openai, api_key: k }
              a: { provider: anthropic, api_key: k }
              e: { provider: google, api_key: k }
              s: { provider: embedded }
            """);

        Assert.Equal(
            ["http://127.0.0.1:11434/", "https://api.openai.com/v1", "https://api.anthropic.com/", "https://generativelanguage.googleapis.com/v1beta", null],
            configuration.Models.Select(model => model.BaseUrl?.ToString()));
        Assert.Equal([Zone.Local, Zone.External, Zone.External, Zone.External, Zone.Local], configuration.Models.Select(model => model.Zone));
    }

    [Fact]
    public void A_price_that_nobody_knows_is_unknown_and_not_zero()
    {
        var configuration = _files.LoadUser("""
            version: 1
            models:
              known: { provider: openai, model: gpt-4o-mini, api_key: k }
              unknown: { provider: openai, model: gpt-9, api_key: k }
              given: { provider: openai, model: gpt-9, api_key: k, price: { input: 3 } }
              local: { provider: ollama, model: gpt-9 }
              elsewhere: { provider: openai-compatible, model: gpt-4o-mini, base_url: "https://x.example/v1", api_key: k }
            """);

        Assert.Equal([true, false, true, true, false], configuration.Models.Select(model => model.PriceKnown));
        Assert.Equal([0.15m, 0, 3, 0, 0], configuration.Models.Select(model => model.Price.Input));
        Assert.Equal(2, configuration.Warnings.Count(warning => warning.Contains("its price is not known", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_vendors_address_in_the_zone_local_is_warned_of() =>
        Assert.Contains(
            _files.LoadUser("version: 1\nmodels: { a: { provider: openai, api_key: k, zone: local } }").Warnings,
            warning => warning.Contains("not this house", StringComparison.Ordinal));

    [Fact]
    public void A_key_over_plain_http_to_another_house_is_warned_of() =>
        Assert.Contains(
            _files.LoadUser("version: 1\nmodels: { a: { provider: openai-compatible, api_key: k, base_url: \"http://api.example\" } }").Warnings,
            warning => warning.Contains("without encryption", StringComparison.Ordinal));

    [Theory]
    [InlineData("gpt-4.1", "gpt-4.1")]
    [InlineData("gpt-4.1-2025-04-14", "gpt-4.1")]
    [InlineData("openai/gpt-4o-mini", "gpt-4o-mini")]
    [InlineData("gpt-4.1-mini", "gpt-4.1-mini")]
    [InlineData("gpt-4.1-pro", null)]
    [InlineData("gpt-4", null)]
    [InlineData("claude-sonnet-4-5-20250929", "claude-sonnet-4-5")]
    [InlineData("claude-sonnet-4-20250514", "claude-sonnet-4")]
    [InlineData("claude-sonnet-4-9", null)]
    [InlineData("llama3.3:70b", "llama3.3")]
    [InlineData("meta-llama/Llama-3.3-70B-Instruct", "llama-3.3")]
    [InlineData("qwen2.5-coder:7b-instruct-q4_K_M", "qwen2.5-coder")]
    [InlineData("", null)]
    public void A_family_is_found_by_its_name_and_no_further(string name, string? family) => Assert.Equal(family, KnownModels.Find(name)?.Family);

    [Fact]
    public void Every_row_of_the_table_is_dated_sourced_and_possible() => Assert.All(KnownModels.All, model =>
    {
        Assert.Matches(@"^20\d\d-\d\d$", model.AsOf);
        Assert.StartsWith("https://", model.Source, StringComparison.Ordinal);
        Assert.True(model.MaxOutputTokens < model.ContextTokens);
        Assert.True(model.Price is null || (model.Price.Output >= model.Price.Input && model.Price.CachedInput < model.Price.Input));
        Assert.Equal(model, KnownModels.Find(model.Family));
    });

    [Fact]
    public void A_key_is_never_printed()
    {
        var configuration = _files.LoadUser(Files.Sample("everything.yaml"), ("AZURE_ENDPOINT", "https://a.example"), ("AZURE_KEY", "azure-secret"), ("TANDEM_MODELS__CLAUDE__API_KEY", "claude-secret"));

        string[] shown = [.. configuration.AllModels.Select(model => model.ToString()), configuration.ToString(), OriginReport.ToText(configuration.Origins, withOrigin: true), OriginReport.ToJson(configuration.Origins)];
        Assert.All(shown, text =>
        {
            Assert.DoesNotContain("azure-secret", text, StringComparison.Ordinal);
            Assert.DoesNotContain("claude-secret", text, StringComparison.Ordinal);
            Assert.DoesNotContain("literal-key-for-tests", text, StringComparison.Ordinal);
        });
        Assert.True(configuration.HoldsKeys);
    }

    [Fact]
    public void Options_that_are_given_are_taken_as_they_are()
    {
        var coder = _files.LoadUser(Files.Sample("everything.yaml"), ("AZURE_ENDPOINT", "https://a.example/"), ("AZURE_KEY", "k")).AllModels[0];

        Assert.Equal((Capabilities.None, 4, TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(90.5)), (coder.Options.Supports, coder.Options.MaxConcurrency, coder.Options.Deadlines.Connect, coder.Options.Deadlines.FirstToken));
        Assert.Equal(0.71, coder.Options.Capability["code"]);
        Assert.Contains("context", coder.Given);
        Assert.DoesNotContain("zone", coder.Given);
    }
}
