using System.Text.Json;

namespace Tandem.Evals.Routing;

/// <summary>What <c>evals/run routing</c> was asked for.</summary>
internal sealed record RoutingOptions
{
    public const string Usage =
        "evals/run routing --data FILE… --pairs FILE [--regime judge|in-distribution|transfer|labels|folds|curve|ceiling] [--router FILE] [--sources A,B] [--labels N,…] [--split NAME] [--seed N] [--report FILE]";

    public required IReadOnlyList<string> Data { get; init; }

    public required IReadOnlyDictionary<string, string[]> Pairs { get; init; }

    public string Regime { get; init; } = "judge";

    /// <summary>A trained router; null = the shipped one.</summary>
    public string? Router { get; init; }

    /// <summary>Sources that <c>transfer</c> and <c>labels</c> judge.</summary>
    public required IReadOnlySet<string> Judged { get; init; }

    /// <summary>Training rows of the judged source: <c>labels</c> takes the first number, <c>curve</c> all.</summary>
    public IReadOnlyList<int> Labels { get; init; } = [];

    public string? Split { get; init; }

    public int Seed { get; init; } = 1;

    public string? Report { get; init; }

    public static RoutingOptions Parse(string[] args)
    {
        var values = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        string? key = null;
        foreach (var arg in args)
        {
            if (arg.StartsWith("--", StringComparison.Ordinal))
                values.TryAdd(key = arg, []);
            else
                values[key ?? throw new ArgumentException($"'{arg}' belongs to no option.")].Add(arg);
        }

        string? One(string name) => values.TryGetValue(name, out var list) ? list.Count == 1 ? list[0] : throw new ArgumentException($"{name} takes one value.") : null;
        if (values.Keys.FirstOrDefault(k => k is not ("--data" or "--pairs" or "--regime" or "--router" or "--sources" or "--labels" or "--split" or "--seed" or "--report")) is { } unknown)
            throw new ArgumentException($"'{unknown}' is no option.");
        var data = values.GetValueOrDefault("--data") is { Count: > 0 } files ? files : throw new ArgumentException("--data FILE… is missing.");
        var pairs = One("--pairs") ?? throw new ArgumentException("--pairs FILE is missing: JSON, {source: [weak, strong]}.");
        return new RoutingOptions
        {
            Data = data,
            Pairs = JsonSerializer.Deserialize<Dictionary<string, string[]>>(File.ReadAllText(pairs))!,
            Regime = One("--regime") ?? "judge",
            Router = One("--router"),
            Judged = (One("--sources")?.Split(',') ?? [.. data.Select(SourceName)]).ToHashSet(StringComparer.Ordinal),
            Labels = [.. (One("--labels") ?? "1500").Split(',').Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture))],
            Split = One("--split"),
            Seed = One("--seed") is { } seed ? int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture) : 1,
            Report = One("--report"),
        };
    }

    public static string SourceName(string file) => Path.GetFileName(file).Split('.')[0];

    public (string Weak, string Strong)? PairOf(string source) => Pairs.TryGetValue(source, out var pair) ? (pair[0], pair[1]) : null;

    /// <summary>Sources of one family are never on both sides of a transfer.</summary>
    public static string FamilyOf(string source) => source switch
    {
        "mmlu" or "mmlu_pro" or "llmrouter" => "knowledge",
        "gsm8k" or "gb_svamp" or "gb_mawps" => "word problems",
        "gb_humaneval" or "evalperf" => "functions",
        _ when source.StartsWith("lcb_", StringComparison.Ordinal) => "contests",
        _ when source.StartsWith("alpaca", StringComparison.Ordinal) => "chat",
        _ => source,
    };
}
