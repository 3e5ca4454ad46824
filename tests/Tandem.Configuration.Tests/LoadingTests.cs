using Tandem.Configuration.Loading;
using Tandem.Configuration.Origins;
using Tandem.Configuration.Setup;
using Tandem.Egress;
using Tandem.Pipeline.Ledger;
using Tandem.Providers;
using Tandem.Routing;
using Tandem.Routing.Policies;
using Tandem.Routing.Prices;
using Tandem.Routing.Rules;

namespace Tandem.Configuration.Tests;

public sealed class LoadingTests : IDisposable
{
    private readonly Files _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void The_sample_of_the_contract_loads_as_it_is_written()
    {
        var configuration = _files.LoadUser(Files.Sample("design.yaml"), ("OPENAI_API_KEY", "sk-test"));

        var llama = configuration.Models[0];
        Assert.Equal(("llama", ProviderKind.Ollama, "llama3.3:70b", new Uri("http://127.0.0.1:11434"), Zone.Local), (llama.Name, llama.Provider, llama.UpstreamName, llama.BaseUrl!, llama.Zone));
        Assert.Equal((131072, 8192), (llama.ContextTokens, llama.MaxOutputTokens));
        Assert.Equal(Enum.GetValues<Capabilities>().Aggregate((all, one) => all | one), llama.Supports);
        var gpt4 = configuration.Models[1];
        Assert.Equal(("gpt-4.1", Zone.External, "sk-test"), (gpt4.UpstreamName, gpt4.Zone, gpt4.ApiKey!.Reveal()));
        Assert.Equal(new ModelPrice { Input = 2, Output = 8, CachedInput = 0.5m }, gpt4.Price);
        Assert.Equal("balanced", configuration.Routing.Policy);
        var careful = Assert.Single(configuration.Routing.Policies);
        Assert.Equal(["llama", "gpt-4"], careful.Pool);
        Assert.Equal(new PolicyOptions { Name = "careful", MaxQualityLoss = 0.02, Confidence = 0.95, UsdPerSecondWaited = 0.0005m }, careful with { Pool = null });
        Assert.Equal(
            [new RouteRule(new RuleCondition { Path = "src/Auth/**" }, new RuleAction { Zone = Zone.Local }), new RouteRule(new RuleCondition { Task = TaskKind.CommitMessage }, new RuleAction { Model = "llama" })],
            configuration.Routing.Rules);
        Assert.Equal((DataClass.Private, SecretHandling.Redact), (configuration.Privacy.Default, configuration.Privacy.Secrets));
        Assert.Equal(["**/.env*", "secrets/**"], configuration.Privacy.PrivatePaths);
        Assert.Equal([new BudgetOptions("user", NanoUsd.FromUsd(20), BudgetPeriod.Month, Hard: true)], configuration.Budgets);
        Assert.Equal([new GatewayAlias("gpt-4o*", "auto"), new GatewayAlias("claude-*", "auto")], configuration.Gateway.Aliases);
        Assert.Equal(["dotnet build -warnaserror", "dotnet test"], configuration.Verify.Commands!);
        Assert.Empty(configuration.Warnings);
    }

    [Fact]
    public void Without_any_file_there_are_defaults_and_no_models()
    {
        var configuration = ConfigurationLoader.Load(_files.Sources());

        Assert.Empty(configuration.AllModels);
        Assert.Null(configuration.UserFile);
        Assert.Equal(("balanced", DataClass.Private), (configuration.Routing.Policy, configuration.Privacy.Default));
        Assert.Null(configuration.Verify.Commands);
        Assert.Equal(new Uri("http://127.0.0.1:4747"), Assert.Single(configuration.Gateway.Urls));
    }

    [Fact]
    public void The_gateways_queue_and_drain_are_bounded_as_the_file_says()
    {
        var gateway = _files.LoadUser("version: 1\ngateway: { max_waiting: 64, queue_timeout: 5, drain_timeout: 12.5 }\n").Gateway;

        Assert.Equal((64, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(12.5)), (gateway.MaxWaiting, gateway.QueueTimeout, gateway.DrainTimeout));
        Assert.Equal((256, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(25)), (new GatewayOptions().MaxWaiting, new GatewayOptions().QueueTimeout, new GatewayOptions().DrainTimeout));
    }

    [Fact]
    public void The_user_file_honours_XDG_CONFIG_HOME_when_it_is_absolute()
    {
        var elsewhere = Path.Combine(_files.Home, "elsewhere");

        Assert.Equal(Path.Combine(elsewhere, "tandem", "config.yaml"), _files.Sources(("XDG_CONFIG_HOME", elsewhere)).UserFile);
        Assert.Equal(_files.UserFile, _files.Sources(("XDG_CONFIG_HOME", "relative")).UserFile);
        Assert.Equal(_files.UserFile, _files.Sources().UserFile);
    }

    [Fact]
    public void The_data_folder_is_TANDEM_HOME_or_the_usual_one()
    {
        Assert.Equal("/srv/tandem", _files.Sources(("TANDEM_HOME", "/srv/tandem")).DataFolder);
        Assert.Equal(Path.Combine(_files.Home, ".local", "share", "tandem"), _files.Sources().DataFolder);
    }

    [Fact]
    public void A_named_file_replaces_the_users_file_and_must_exist()
    {
        Files.Write(_files.UserFile, "version: 1\nrouting: { policy: best }\n");
        Files.Write(Path.Combine(_files.Project, "mine.yaml"), "version: 1\nrouting: { policy: cheap }\n");

        Assert.Equal("cheap", ConfigurationLoader.Load(_files.Sources() with { ConfigFile = "mine.yaml" }).Routing.Policy);
        var error = Assert.Single(Assert.Throws<ConfigurationException>(() => ConfigurationLoader.Load(_files.Sources() with { ConfigFile = "absent.yaml" })).Errors);
        Assert.Equal("there is no such file", error.Problem);
    }

    [Fact]
    public void The_command_line_beats_the_environment_which_beats_the_file()
    {
        Files.Write(_files.UserFile, "version: 1\nrouting: { policy: best }\n");
        var environment = _files.Sources(("TANDEM_ROUTING__POLICY", "cheap"));
        var commandLine = environment with { CommandLine = [new SettingOverride("routing.policy", "local", "--policy")] };

        Assert.Equal("best", ConfigurationLoader.Load(_files.Sources()).Routing.Policy);
        Assert.Equal("cheap", ConfigurationLoader.Load(environment).Routing.Policy);
        Assert.Equal("local", ConfigurationLoader.Load(commandLine).Routing.Policy);
        Assert.Equal(OriginKind.CommandLine, ConfigurationLoader.Load(commandLine).Origins.Single(entry => entry.Key == "routing.policy").Origin.Kind);
    }

    [Theory]
    [InlineData("TANDEM_MODELS__GPT_4_1__CONTEXT", "5000", 5000)]
    [InlineData("TANDEM_models__gpt_4_1__context", "6000", 6000)]
    public void A_variable_reaches_a_model_by_its_name(string variable, string value, int context)
    {
        var configuration = _files.LoadUser("version: 1\nmodels: { gpt-4.1: { provider: openai, api_key: k } }\n", (variable, value));

        Assert.Equal(context, Assert.Single(configuration.Models).ContextTokens);
    }

    [Fact]
    public void Variables_alone_can_configure_a_model()
    {
        var configuration = ConfigurationLoader.Load(_files.Sources(
            ("TANDEM_MODELS__MY_LLAMA__PROVIDER", "ollama"),
            ("TANDEM_MODELS__MY_LLAMA__MODEL", "llama3.1"),
            ("TANDEM_MODELS__MY_LLAMA__SUPPORTS", "[tools, fim]"),
            ("TANDEM_PRIVACY__PRIVATE_PATHS", "[\"a/**\"]")));

        var model = Assert.Single(configuration.Models);
        Assert.Equal(("my-llama", "llama3.1", Capabilities.Tools | Capabilities.Fim), (model.Name, model.UpstreamName, model.Supports));
        Assert.Equal(["a/**"], configuration.Privacy.PrivatePaths);
    }

    [Fact]
    public void A_variable_with_levels_that_is_no_setting_is_refused_by_name()
    {
        var error = Assert.Single(_files.RefuseUser(Files.NoModel, ("TANDEM_ROUTNG__POLICY", "best")));

        Assert.Equal(("environment variable TANDEM_ROUTNG__POLICY", "did you mean 'routing'?"), (error.File, error.Cure));
    }

    [Fact]
    public void An_empty_variable_overrides_nothing() =>
        Assert.Equal("best", _files.LoadUser("version: 1\nrouting: { policy: best }\n", ("TANDEM_ROUTING__POLICY", "")).Routing.Policy);

    [Fact]
    public void Other_variables_with_the_prefix_are_left_alone() =>
        Assert.NotNull(_files.LoadUser(Files.NoModel, ("TANDEM_HOME", "/x"), ("TANDEM_SESSION", "1"), ("TANDEM_VERSION", "0.1")));

    [Fact]
    public void A_first_run_uses_what_was_detected()
    {
        var detected = new DetectedModels { Ollama = [new("llama3.2:1b")], KeyVariables = ["OPENAI_API_KEY"] };

        var configuration = ConfigurationLoader.Load(_files.Sources(("OPENAI_API_KEY", "sk")), detected);

        Assert.Equal(["llama", "gpt-4"], configuration.Models.Select(model => model.Name));
        Assert.Equal(DataClass.Private, configuration.Privacy.Default);
        Assert.All(configuration.Origins.Where(entry => entry.Key == "models.llama.provider"), entry => Assert.Equal(OriginKind.Detected, entry.Origin.Kind));
    }
}
