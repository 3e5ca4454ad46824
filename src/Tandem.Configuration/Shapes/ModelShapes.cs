namespace Tandem.Configuration.Shapes;

/// <summary>Section <c>models</c>.</summary>
internal static class ModelShapes
{
    /// <summary><c>auto</c>, <c>auto:…</c> and <c>assistant/…</c> are names of the gateway, and a trailing <c>:latest</c> is ignored there.</summary>
    public const string NamePattern = @"^(?!auto$|auto:|assistant/)(?!.*:latest$)[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}$";

    private const string FromTable = "the model's own where it is well known, else ";

    public static NamesShape Models { get; } = new(
        Model(), NamePattern, "letters, digits and . _ - / : (not auto, assistant/… or …:latest)", "NAME");

    private static SectionShape Model() => new(
    [
        new("provider", new ChoiceShape([.. Names.Providers.Keys]), "Where the model runs and by which rules it is called.") { Required = true },
        new("model", new TextShape("the provider's name of the model") { Pattern = @"^\S(.*\S)?$" }, "The provider's own name of the model; for Azure the deployment.") { Default = "the entry's name" },
        new("base_url", new TextShape("an http or https address") { Pattern = @"^https?://[^\s/?#@]+(/[^\s?#]*)?$", MayMiss = true, IsAddress = true }, "Address of the server with its path prefix, without keys.") { Default = "the provider's usual address; required for `azure-openai` and `openai-compatible`" },
        new("api_key", new TextShape("a key in one line") { Pattern = @"^[\x21-\x7e]+$", Secret = true, MayMiss = true }, "The provider's key. Better a reference to a variable than the key itself.") { Default = "`OPENAI_API_KEY`, `ANTHROPIC_API_KEY` or `GEMINI_API_KEY` where that provider's usual address is used" },
        new("zone", new ChoiceShape([.. Names.Zones.Keys]), "`local`: ours; `external`: leaves the house.") { Default = "`local` for `embedded` and for loopback, private and `*.local` addresses, else `external`" },
        new("context", new WholeNumberShape(256, 100_000_000), "Tokens of prompt and answer together.") { Default = FromTable + "8192" },
        new("max_output", new WholeNumberShape(1, 10_000_000), "Most tokens of one answer.") { Default = FromTable + "4096, at most half the context" },
        new("price", Price(), "USD per million tokens.") { Default = "0 in the zone `local`; the dated table of well-known models; else unknown, and said so" },
        new("supports", new ListShape(new ChoiceShape([.. Names.Supports.Keys])), "What the model can do.") { Default = FromTable + "tools, json" + "; corrected by what the provider reports" },
        new("capability", new NamesShape(new NumberShape(0, 1), @"^[a-z0-9][a-z0-9._-]*$", "lower-case letters, digits and . _ -", "SKILL"), "Known scores by skill, from 0 to 1.") { Default = "estimated" },
        new("deadlines", Deadlines(), "Seconds until an attempt is given up."),
        new("max_concurrency", new WholeNumberShape(1, 10_000), "Most attempts under way at once; further ones wait, each client's in turn.") { Default = "1024" },
    ]);

    private static SectionShape Price() => new(
    [
        new("input", Usd, "Prompt tokens.") { Default = "0" },
        new("output", Usd, "Answer tokens, reasoning included.") { Default = "0" },
        new("cached_input", Usd, "Prompt tokens read from the provider's cache.") { Default = "like `input`" },
        new("cache_write", Usd, "Prompt tokens written to the provider's cache.") { Default = "like `input`" },
    ]);

    private static NumberShape Usd => new(0, 1_000_000);

    private static SectionShape Deadlines() => new(
    [
        new("connect", Seconds, "Until connected.") { Default = "5" },
        new("headers", Seconds, "From the request's last byte to the answer's first.") { Default = "60" },
        new("first_token", Seconds, "Until the model's first output.") { Default = "120" },
        new("progress", Seconds, "Between two pieces of output.") { Default = "60" },
        new("total", Seconds, "The whole attempt.") { Default = "1800" },
    ]);

    private static NumberShape Seconds => new(0.1m, 86_400);
}
