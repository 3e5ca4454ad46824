using Tandem.Configuration.Editing;
using Tandem.Configuration.Loading;
using Tandem.Pipeline.Ledger;
using Tandem.Routing.Prices;

namespace Tandem.Configuration.Tests.Editing;

public sealed class ConfigurationEditorTests
{
    private const string Commented = """
        # My configuration.
        version: 1
        models:
          # The one at home.
          llama: { provider: ollama, model: "llama3.3:70b" }   # big
          small:
            provider: ollama
            model: llama3.2

        # How to choose.
        routing: { policy: cheap }
        budgets: [ { scope: user, limit_usd: 5, per: day, hard: true } ]
        # The end.

        """;

    private static readonly ConfigurationSources Sources = new()
    {
        WorkingFolder = Path.GetTempPath(), HomeFolder = "/nowhere", Environment = new Dictionary<string, string> { ["OPENAI_API_KEY"] = "sk-x" },
    };

    private static readonly ConfigurationEditor Editor = new(Sources);

    [Fact]
    public void A_model_is_added_behind_the_last_one_and_every_other_line_stays()
    {
        var text = Editor.AddModel(Commented, "gpt-4", [("provider", "openai"), ("model", "gpt-4.1"), ("api_key", "${OPENAI_API_KEY}")]);

        Assert.Equal(
            Commented.Replace("    model: llama3.2\n", "    model: llama3.2\n  gpt-4: { provider: openai, model: gpt-4.1, api_key: \"${OPENAI_API_KEY}\" }\n", StringComparison.Ordinal), text);
        Assert.Equal("gpt-4.1", ConfigurationLoader.Check(text, Sources).Models.Single(model => model.Name == "gpt-4").UpstreamName);
    }

    [Fact]
    public void What_was_added_and_removed_leaves_the_file_as_it_was() =>
        Assert.Equal(Commented, Editor.RemoveModel(Editor.AddModel(Commented, "x", [("provider", "ollama")]), "x"));

    [Fact]
    public void A_model_over_several_lines_is_removed_whole()
    {
        var text = Editor.RemoveModel(Commented, "small")!;

        Assert.Equal(Commented.Replace("  small:\n    provider: ollama\n    model: llama3.2\n", "", StringComparison.Ordinal), text);
    }

    [Fact]
    public void A_name_that_is_taken_is_refused_with_its_line()
    {
        var refused = Assert.Throws<ConfigurationException>(() => Editor.AddModel(Commented, "llama", [("provider", "ollama")]));

        Assert.Equal(5, Assert.Single(refused.Errors).Line);
    }

    [Fact]
    public void What_the_loader_would_refuse_is_not_written()
    {
        Assert.Throws<ConfigurationException>(() => Editor.AddModel(Commented, "gpt-4", [("provider", "opnai")]));
        Assert.Throws<ConfigurationException>(() => Editor.AddModel(Commented, "auto", [("provider", "ollama")]));
    }

    [Fact]
    public void Models_in_braces_are_left_to_the_person()
    {
        var refused = Assert.Throws<ConfigurationException>(() => Editor.AddModel("version: 1\nmodels: { a: { provider: ollama } }\n", "b", [("provider", "ollama")]));

        Assert.Contains("by hand", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_section_is_made_at_the_end() =>
        Assert.Equal("version: 1\r\n\r\nmodels:\r\n  llama: { provider: ollama }\r\n", Editor.AddModel("version: 1\r\n", "llama", [("provider", "ollama")]));

    [Fact]
    public void A_budget_that_is_not_there_is_not_removed() => Assert.Null(Editor.RemoveBudget(Commented, "user", BudgetPeriod.Week));

    [Fact]
    public void Budgets_are_written_anew_and_what_stands_around_them_stays()
    {
        var set = Editor.SetBudget(
            Editor.SetBudget(Commented, new BudgetOptions("user", NanoUsd.FromUsd(20), BudgetPeriod.Month, Hard: true)), new BudgetOptions("team:core", NanoUsd.FromUsd(1.5m), BudgetPeriod.Total, Hard: false));
        var text = Editor.RemoveBudget(set, "user", BudgetPeriod.Day);

        Assert.Equal(
            Commented.Replace(
                "budgets: [ { scope: user, limit_usd: 5, per: day, hard: true } ]\n",
                "budgets:\n  - { scope: user, limit_usd: 20, per: month, hard: true }\n  - { scope: team:core, limit_usd: 1.5, per: total, hard: false }\n", StringComparison.Ordinal),
            text);
    }
}
