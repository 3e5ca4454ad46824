using System.Globalization;
using Tandem.Configuration.Loading;
using Tandem.Configuration.Yaml;
using Tandem.Pipeline.Ledger;

namespace Tandem.Configuration.Editing;

/// <summary>Changes single entries of the user's file; comments and every other line stay as they are.</summary>
/// <remarks>Pure: text in, text out. What comes out is checked by the loader, so that a change that would break the configuration is refused.</remarks>
public sealed class ConfigurationEditor(ConfigurationSources sources)
{
    /// <summary>The text with one more model.</summary>
    /// <param name="keys">The entry's keys in order (docs/configuration.md).</param>
    /// <exception cref="ConfigurationException">There is one of that name, or the result would be refused.</exception>
    public string AddModel(string text, string name, IReadOnlyList<(string Key, string Value)> keys)
    {
        var sections = SectionText.Read(text, sources.UserFile);
        var entries = sections.Entries("models", sources.UserFile);
        if (entries?.FirstOrDefault(entry => entry.Key.Text == name) is { } known)
            throw SectionText.Refused(sources.UserFile, known.Key.Line, $"models.{name}", "there is a model of that name", "take another name, or remove this one first: tandem models remove");
        var written = string.Join(", ", keys.Select(pair => $"{pair.Key}: {Value(pair.Key, pair.Value)}"));
        return Checked(sections.Append("models", entries, $"{ScalarText.Of(name)}: {{ {written} }}"));
    }

    /// <summary>The text without a model; null where it has none of that name.</summary>
    /// <exception cref="ConfigurationException">Something else in the configuration needs the model.</exception>
    public string? RemoveModel(string text, string name)
    {
        var sections = SectionText.Read(text, sources.UserFile);
        var entries = sections.Entries("models", sources.UserFile) ?? [];
        var entry = entries.FirstOrDefault(entry => entry.Key.Text == name);
        if (entry is null)
            return null;
        return Checked(entries.Count == 1 ? sections.Replace("models", []) : sections.Remove("models", entries, entry));
    }

    /// <summary>The text with this budget in place of any other of its scope and period.</summary>
    /// <exception cref="ConfigurationException">The file, or the result, would be refused.</exception>
    public string SetBudget(string text, BudgetOptions budget) => WriteBudgets(text, [.. Others(Budgets(text), budget.Scope, budget.Period), budget]);

    /// <summary>The text without the budget of a scope and period; null where it has none.</summary>
    /// <exception cref="ConfigurationException">The file, or the result, would be refused.</exception>
    public string? RemoveBudget(string text, string scope, BudgetPeriod period)
    {
        var budgets = Budgets(text);
        var others = Others(budgets, scope, period);
        return others.Count < budgets.Count ? WriteBudgets(text, others) : null;
    }

    private static List<BudgetOptions> Others(IReadOnlyList<BudgetOptions> budgets, string scope, BudgetPeriod period) =>
        [.. budgets.Where(budget => budget.Scope != scope || budget.Period != period)];

    private static string Line(BudgetOptions budget) => string.Create(
        CultureInfo.InvariantCulture,
        $"  - {{ scope: {ScalarText.Of(budget.Scope)}, limit_usd: {budget.Limit.Usd:0.#########}, per: {budget.Period.ToString().ToLowerInvariant()}, hard: {(budget.Hard ? "true" : "false")} }}");

    private IReadOnlyList<BudgetOptions> Budgets(string text) => ConfigurationLoader.Check(text, sources).Budgets;

    private string WriteBudgets(string text, IReadOnlyList<BudgetOptions> budgets) =>
        Checked(SectionText.Read(text, sources.UserFile).Replace("budgets", [.. budgets.Select(Line)]));

    /// <summary>Numbers, lists and maps are written as they are, text as text.</summary>
    private static string Value(string key, string value) => key is "context" or "max_output" or "price" or "supports" ? value : ScalarText.Of(value);

    private string Checked(string text)
    {
        ConfigurationLoader.Check(text, sources);
        return text;
    }
}
