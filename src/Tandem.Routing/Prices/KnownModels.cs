namespace Tandem.Routing.Prices;

/// <summary>A small, dated table of well-known models. A price in the configuration always wins; a model that is not here has no known price.</summary>
/// <remarks>
/// Standard tier, text, short prompts: long-context surcharges, batch and priority tiers, and taxes are not in it. Prices change: each row
/// says when it was compared. Families are matched by the longest prefix of the name that ends at a boundary.
/// </remarks>
public static class KnownModels
{
    private const string OpenAI = "https://platform.openai.com/docs/pricing";
    private const string Anthropic = "https://docs.anthropic.com/en/docs/about-claude/pricing";
    private const string Google = "https://ai.google.dev/gemini-api/docs/pricing";
    private const string Meta = "https://www.llama.com/docs/model-cards-and-prompt-formats/";
    private const string Qwen = "https://huggingface.co/Qwen";
    private const string Mistral = "https://docs.mistral.ai/getting-started/models/";

    private const Capabilities Chat = Capabilities.Tools | Capabilities.Json;
    private const Capabilities Seeing = Chat | Capabilities.Vision;
    private const Capabilities Thinking = Seeing | Capabilities.Reasoning;

    public static IReadOnlyList<KnownModel> All { get; } =
    [
        new("gpt-5", Usd(1.25m, 10, 0.125m), 400_000, 128_000, Thinking, "2026-03", OpenAI),
        new("gpt-5-mini", Usd(0.25m, 2, 0.025m), 400_000, 128_000, Thinking, "2026-03", OpenAI),
        new("gpt-5-nano", Usd(0.05m, 0.4m, 0.005m), 400_000, 128_000, Thinking, "2026-09", OpenAI),
        new("gpt-4.1", Usd(2, 8, 0.5m), 1_047_576, 32_768, Seeing, "2026-03", OpenAI),
        new("gpt-4.1-mini", Usd(0.4m, 1.6m, 0.1m), 1_047_576, 32_768, Seeing, "2026-03", OpenAI),
        new("gpt-4.1-nano", Usd(0.1m, 0.4m, 0.025m), 1_047_576, 32_768, Seeing, "2026-03", OpenAI),
        new("gpt-4o", Usd(2.5m, 10, 1.25m), 128_000, 16_384, Seeing, "2026-05", OpenAI),
        new("gpt-4o-mini", Usd(0.15m, 0.6m, 0.075m), 128_000, 16_384, Seeing, "2026-09", OpenAI),
        new("o3", Usd(2, 8, 0.5m), 200_000, 100_000, Thinking, "2026-03", OpenAI),
        new("o4-mini", Usd(1.1m, 4.4m, 0.275m), 200_000, 100_000, Thinking, "2026-03", OpenAI),

        new("claude-opus-4-5", Usd(5, 25, 0.5m, 6.25m), 200_000, 64_000, Thinking, "2026-03", Anthropic),
        new("claude-opus-4-1", Usd(15, 75, 1.5m, 18.75m), 200_000, 32_000, Thinking, "2026-03", Anthropic),
        new("claude-opus-4", Usd(15, 75, 1.5m, 18.75m), 200_000, 32_000, Thinking, "2026-03", Anthropic),
        new("claude-sonnet-4-5", Usd(3, 15, 0.3m, 3.75m), 200_000, 64_000, Thinking, "2026-03", Anthropic),
        new("claude-sonnet-4", Usd(3, 15, 0.3m, 3.75m), 200_000, 64_000, Thinking, "2026-03", Anthropic),
        new("claude-haiku-4-5", Usd(1, 5, 0.1m, 1.25m), 200_000, 64_000, Thinking, "2026-03", Anthropic),
        new("claude-3-5-haiku", Usd(0.8m, 4, 0.08m, 1), 200_000, 8_192, Seeing, "2026-09", Anthropic),
        new("claude-3-haiku", Usd(0.25m, 1.25m, 0.03m, 0.3m), 200_000, 4_096, Seeing, "2026-09", Anthropic),

        new("gemini-2.5-pro", Usd(1.25m, 10, 0.125m), 1_048_576, 65_536, Thinking, "2026-06", Google),
        new("gemini-2.5-flash", Usd(0.3m, 2.5m, 0.03m), 1_048_576, 65_536, Thinking, "2026-06", Google),
        new("gemini-2.5-flash-lite", Usd(0.1m, 0.4m, 0.01m), 1_048_576, 65_536, Thinking, "2026-06", Google),

        // Open weights: who runs them sets the price. A context is the family's own; a server may be started with less.
        new("llama3", null, 8_192, 4_096, Capabilities.Json, "2026-11", Meta),
        new("llama3.1", null, 131_072, 8_192, Chat, "2026-11", Meta),
        new("llama3.2", null, 131_072, 8_192, Chat, "2026-11", Meta),
        new("llama3.3", null, 131_072, 8_192, Chat, "2026-11", Meta),
        new("llama-3.1", null, 131_072, 8_192, Chat, "2026-11", Meta),
        new("llama-3.2", null, 131_072, 8_192, Chat, "2026-11", Meta),
        new("llama-3.3", null, 131_072, 8_192, Chat, "2026-11", Meta),
        new("qwen2.5", null, 32_768, 8_192, Chat, "2026-11", Qwen),
        new("qwen2.5-coder", null, 32_768, 8_192, Chat | Capabilities.Fim, "2026-11", Qwen),
        new("qwen3", null, 32_768, 8_192, Chat | Capabilities.Reasoning, "2026-11", Qwen),
        new("mistral", null, 32_768, 4_096, Chat, "2026-11", Mistral),
    ];

    /// <summary>Names this table in the ledger: the month of its newest row.</summary>
    public static string Version => "known-" + All.Max(model => model.AsOf);

    /// <summary>The row of a model's family, or null. <c>meta-llama/Llama-3.3-70B-Instruct</c>, <c>gpt-4.1-2025-04-14</c> and <c>llama3.3:70b</c> are found.</summary>
    public static KnownModel? Find(string upstreamName)
    {
        var name = upstreamName[(upstreamName.LastIndexOf('/') + 1)..].ToLowerInvariant();
        return All.Where(model => IsOf(model.Family, name)).MaxBy(model => model.Family.Length);
    }

    /// <summary>
    /// A family must end where a word ends, and a further version number or size word is another family: the price of <c>gpt-4.1</c>
    /// says nothing of <c>gpt-4.1-pro</c>. Dates, sizes of open weights and <c>latest</c> are the same family.
    /// </summary>
    private static bool IsOf(string family, string name)
    {
        if (!name.StartsWith(family, StringComparison.Ordinal))
            return false;
        var rest = name[family.Length..];
        if (rest.Length == 0 || rest[0] == ':')
            return true;
        if (rest[0] is not ('-' or '@'))
            return false;
        rest = rest[1..];
        return rest == "latest" || IsDate(rest) || IsOpenWeights(family);
    }

    private static bool IsDate(string text)
    {
        var digits = text.Count(char.IsAsciiDigit);
        return digits is 8 && text.All(letter => char.IsAsciiDigit(letter) || letter == '-');
    }

    private static bool IsOpenWeights(string family) =>
        family.StartsWith("llama", StringComparison.Ordinal) || family.StartsWith("qwen", StringComparison.Ordinal) || family.StartsWith("mistral", StringComparison.Ordinal);

    private static ModelPrice Usd(decimal input, decimal output, decimal cachedInput, decimal? cacheWrite = null) =>
        new() { Input = input, Output = output, CachedInput = cachedInput, CacheWrite = cacheWrite };
}
