using System.Collections.Frozen;
using System.Globalization;

namespace Tandem.Routing.Abilities;

/// <summary>Abilities of models that training never saw: configured capability, else a sourced table by family, else size, else price.</summary>
public static class AbilityTable
{
    private const string Resource = "Tandem.Routing.Abilities.families.csv";
    private const double StarterCeiling = 0.32; // Right answers among every second request of its card; the others measured it.

    // A configured score is that of a middling question, where Mixtral-8x7B has about 0.68 and GPT-4-1106 about 0.81.
    private const double MiddlingLogit = 0.75, MiddlingGain = 0.7;

    private static readonly string[] s_skills = ["knowledge", "math", "coding"];

    private static readonly Lazy<FrozenDictionary<string, Ability>> s_families = new(Load);

    /// <summary>The best that is known of a model.</summary>
    public static Ability Of(ModelProfile model) =>
        FromCapability(model.Capability) ?? Find(model.UpstreamName) ?? Find(model.Name) ?? FromSize(model.UpstreamName) ?? FromPrice(model);

    /// <summary>By name alone, as outcome files give it.</summary>
    public static Ability OfName(string name) => Find(name) ?? FromSize(name) ?? Unknown;

    /// <summary>Expected score on a middling question, in (0, 1): what <c>capability</c> of the configuration holds.</summary>
    internal static double ScoreOf(double ability) => 1 / (1 + Math.Exp(-(MiddlingLogit + MiddlingGain * ability)));

    internal static Ability Unknown { get; } = new(FrozenDictionary<string, float>.Empty, 0.5f, 0.7f, "nothing is known of this model");

    private static Ability? Find(string name)
    {
        var canonical = ModelNames.Canonical(name);
        string? best = null;
        foreach (var key in s_families.Value.Keys)
        {
            if (key.Length > (best?.Length ?? 0) && ModelNames.Contains(canonical, key))
                best = key;
        }

        return best is null ? null : s_families.Value[best];
    }

    private static Ability? FromCapability(IReadOnlyDictionary<string, double> capability)
    {
        if (capability.Count == 0)
            return null;

        var skills = capability.ToDictionary(c => c.Key, c => (float)((Logit(Math.Clamp(c.Value, 0.02, 0.98)) - MiddlingLogit) / MiddlingGain), StringComparer.Ordinal);
        return new Ability(skills, skills.Values.Average(), 0.15f, "configured capability");
    }

    private static Ability? FromSize(string name) => ModelNames.Billions(ModelNames.Canonical(name)) is { } billions and > 0
        ? new Ability(FrozenDictionary<string, float>.Empty, (float)Math.Clamp(-0.85 + 0.28 * Math.Log2(billions), -2.5, 1.6), 0.5f, $"size ({billions:0.##} billion parameters)")
        : null;

    private static Ability FromPrice(ModelProfile model) => model.Price.Output > 0
        ? new Ability(FrozenDictionary<string, float>.Empty, (float)Math.Clamp(0.6 + 0.5 * Math.Log10((double)model.Price.Output), -0.5, 1.6), 0.6f, "price")
        : Unknown;

    private static FrozenDictionary<string, Ability> Load()
    {
        using var stream = typeof(AbilityTable).Assembly.GetManifestResourceStream(Resource)!;
        using var text = new StreamReader(stream);
        var rows = new List<(string Key, double?[] Percent, string Source)>();
        while (text.ReadLine() is { } line)
        {
            if (line.StartsWith('#') || line.StartsWith("key,", StringComparison.Ordinal))
                continue;
            var cells = line.Split(',');
            rows.Add((cells[0], [.. cells[1..4].Select(Percent)], cells[4]));
        }

        var zero = rows.Single(row => row.Key == "mixtral-8x7b").Percent;
        var one = rows.Single(row => row.Key == "gpt-4-1106").Percent;
        return rows.ToFrozenDictionary(row => row.Key, row => Scale(row.Percent, zero, one, row.Source), StringComparer.Ordinal);
    }

    private static Ability Scale(double?[] percent, double?[] zero, double?[] one, string source)
    {
        var skills = new Dictionary<string, float>(StringComparer.Ordinal);
        for (var skill = 0; skill < s_skills.Length; skill++)
        {
            if (percent[skill] is { } value)
            {
                var low = Logit(zero[skill]!.Value / 100);
                skills[s_skills[skill]] = (float)Math.Clamp((Logit(value / 100) - low) / (Logit(one[skill]!.Value / 100) - low), -2.5, 2.5);
            }
        }

        return source switch
        {
            "simple-evals" => new Ability(skills, skills.Values.Average(), 0.25f, "published scores (simple-evals)"),
            "starter" => new Ability(skills, skills.Values.Average(), 0.5f, "measured (models/starter/CARD.md)") { Ceiling = StarterCeiling },
            "card" => new Ability(skills, skills.Values.Average(), 0.35f, "maker's published scores"),
            _ => new Ability(skills, skills.Values.Average(), 0.5f, "estimate by family and size"),
        };
    }

    private static double? Percent(string cell) => cell.Length == 0 ? null : double.Parse(cell, CultureInfo.InvariantCulture);

    private static double Logit(double p) => Math.Log(p / (1 - p));
}
