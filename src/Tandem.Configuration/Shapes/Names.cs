using Tandem.Pipeline.Ledger;
using Tandem.Providers;
using Tandem.Routing;
using Tandem.Routing.Decisions;

namespace Tandem.Configuration.Shapes;

/// <summary>How enum values are written in the configuration; both ways from one list.</summary>
internal static class Names
{
    public static readonly IReadOnlyDictionary<string, ProviderKind> Providers = new Dictionary<string, ProviderKind>
    {
        ["embedded"] = ProviderKind.Embedded,
        ["ollama"] = ProviderKind.Ollama,
        ["openai"] = ProviderKind.OpenAI,
        ["openai-compatible"] = ProviderKind.OpenAICompatible,
        ["azure-openai"] = ProviderKind.AzureOpenAI,
        ["anthropic"] = ProviderKind.Anthropic,
        ["google"] = ProviderKind.Google,
    };

    public static readonly IReadOnlyDictionary<string, Zone> Zones = Of<Zone>(Words.Of);

    public static readonly IReadOnlyDictionary<string, DataClass> DataClasses = Of<DataClass>(Words.Of);

    public static readonly IReadOnlyDictionary<string, TaskKind> Tasks = Of<TaskKind>(Words.Of);

    public static readonly IReadOnlyDictionary<string, Capabilities> Supports =
        Enum.GetValues<Capabilities>().Where(one => one != Capabilities.None).ToDictionary(Words.Of);

    public static readonly IReadOnlyDictionary<string, BudgetPeriod> Periods = Of<BudgetPeriod>(period => period.ToString().ToLowerInvariant());

    public static string Of<T>(IReadOnlyDictionary<string, T> names, T value)
        where T : struct => names.First(pair => pair.Value.Equals(value)).Key;

    private static Dictionary<string, T> Of<T>(Func<T, string> word)
        where T : struct, Enum => Enum.GetValues<T>().ToDictionary(word);
}
